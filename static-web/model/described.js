import { namesakes, toldApart } from './namesakes.js';

/**
 * A room with what pages call it: `label`, to be read, and `handle`, which leads to it. A direct conversation is called
 * by the others in it.
 */
export function described(info, me) {
  if (!info.people) {
    return { ...info, label: info.title || info.name || '', handle: info.name };
  }
  const others = info.people.filter((name) => name !== me);
  const shared = namesakes(info.people.map((username) => ({ username, display_name: info.names?.[username] })));
  const nameOf = (username) => toldApart(username, info.names?.[username] ?? username, shared.has(username));
  return { ...info, others, label: others.map(nameOf).join(', ') || 'Notes to yourself', handle: `@${others.join(',')}` };
}

/** Of which messages an account is told while it looks elsewhere. */
export const levelOf = (room) => room.notify ?? (room.kind === 'direct' ? 'all' : 'mentions');
