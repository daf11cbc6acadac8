import { namesakes, toldApart } from './namesakes.js';

/**
 * Adds to a room its `label`, for display, and its `handle`, for addresses. A direct conversation is labelled with its
 * other members' names.
 */
export function withLabel(info, me) {
  if (!info.people) {
    return { ...info, label: info.title || info.name || '', handle: info.name };
  }
  const others = info.people.filter((name) => name !== me);
  const shared = namesakes(info.people.map((username) => ({ username, display_name: info.names?.[username] })));
  const nameOf = (username) => toldApart(username, info.names?.[username] ?? username, shared.has(username));
  return { ...info, others, label: others.map(nameOf).join(', ') || 'Notes to yourself', handle: `@${others.join(',')}` };
}

/** Which messages of a room notify the account while it is elsewhere. */
export const levelOf = (room) => room.notify ?? (room.kind === 'direct' ? 'all' : 'mentions');
