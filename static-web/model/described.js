/**
 * A room with what pages call it: `label`, to be read, and `handle`, which leads to it. A direct conversation is called
 * by the others in it.
 */
export function described(info, me) {
  if (!info.people) {
    return { ...info, label: info.title || info.name || '', handle: info.name };
  }
  const others = info.people.filter((name) => name !== me);
  return { ...info, others, label: others.map((name) => info.names?.[name] ?? name).join(', ') || 'Notes to yourself', handle: `@${others.join(',')}` };
}

/** Of which messages an account is told while it looks elsewhere. */
export const levelOf = (room) => room.notify ?? (room.kind === 'direct' ? 'all' : 'mentions');
