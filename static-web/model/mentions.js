const PLACE = /(?<![\p{L}\p{M}\p{N}_&/-])#([\p{L}\p{M}\p{N}_-]+)/gu;
const HERE = 'here';

/**
 * Locates the mentions in a message's text. The server has decided whom the message mentions.
 *
 * @returns a function for `parse` that picks the mentioned one of some names
 */
export function mentionsIn({ mentions = [], groups = [], here = false }) {
  const names = new Set([...mentions, ...groups].map(folded));
  here && names.add(HERE);
  return (candidates) => candidates.find((name) => names.has(folded(name))) ?? null;
}

/** Whether a name, as it was typed, refers to this account or to everybody. */
export const meansMe = (typed, me) => folded(typed) === HERE || folded(typed) === folded(me ?? '');

/** Returns the group to which a name as typed in a message refers; null if it is not the name of a group. */
export const groupOf = (typed, groups = []) => groups.find((name) => folded(name) === folded(typed)) ?? null;

/**
 * Splits a text at the names of known rooms.
 *
 * @param roomOf returns the room of a name, or null
 * @returns parts in order: `{text}`, or `{text, room}`
 */
export function places(text, roomOf) {
  if (!roomOf || !text.includes('#')) {
    return [{ text }];
  }
  const parts = [];
  let from = 0;
  for (const { 1: name, index } of text.matchAll(PLACE)) {
    const room = roomOf(name);
    if (room) {
      const end = index + 1 + name.length;
      parts.push({ text: text.slice(from, index) }, { text: text.slice(index, end), room });
      from = end;
    }
  }
  return [...parts, { text: text.slice(from) }].filter((part) => part.text);
}

/** Whether a message mentions this account. */
export const mentionsMe = ({ mentions = [], here = false, author }, me) => author !== me && (here || mentions.includes(me));

const folded = (name) => name.normalize('NFC').toLowerCase();
