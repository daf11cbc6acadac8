const PLACE = /(?<![\p{L}\p{M}\p{N}_&/-])#([\p{L}\p{M}\p{N}_-]+)/gu;
const HERE = 'here';

/**
 * Whom a message mentions the server has decided; this only finds the places.
 *
 * @returns a function that says which of some names is one of these, for `parse`
 */
export function calledIn({ mentions = [], here = false }) {
  const names = new Set(mentions.map(folded));
  here && names.add(HERE);
  return (candidates) => candidates.find((name) => names.has(folded(name))) ?? null;
}

/** Whether a name, as it was typed, is this account's, or means everybody. */
export const meansMe = (typed, me) => folded(typed) === HERE || folded(typed) === folded(me ?? '');

/**
 * Parts a text where it names a room that is known.
 *
 * @param roomOf the room of a name, or null
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

/** Whether a message calls this account. */
export const callsMe = ({ mentions = [], here = false, author }, me) => author !== me && (here || mentions.includes(me));

const folded = (name) => name.normalize('NFC').toLowerCase();
