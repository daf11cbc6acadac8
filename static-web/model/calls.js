const CALL = /(?<![\p{L}\p{M}\p{N}._-])@([\p{L}\p{M}\p{N}._-]+)/gu;
const PLACE = /(?<![\p{L}\p{M}\p{N}_&/-])#([\p{L}\p{M}\p{N}_-]+)/gu;
const HERE = 'here';

/**
 * Parts a text where it calls somebody. Whom it calls the server has decided; this only finds the places.
 *
 * @returns parts in order: `{text}`, or `{text, name, me}` for a call
 */
export function calls(text, { mentions = [], here = false, me = null } = {}) {
  if ((!here && mentions.length === 0) || !text.includes('@')) {
    return [{ text }];
  }
  const names = new Map(mentions.map((name) => [folded(name), name]));
  here && names.set(HERE, HERE);
  const parts = [];
  let from = 0;
  for (const { 1: run, index } of text.matchAll(CALL)) {
    const called = beginnings(run).find((name) => names.has(folded(name)));
    if (called) {
      const name = names.get(folded(called));
      const end = index + 1 + called.length;
      parts.push({ text: text.slice(from, index) }, { text: text.slice(index, end), name, me: name === me || name === HERE });
      from = end;
    }
  }
  return [...parts, { text: text.slice(from) }].filter((part) => part.text);
}

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

/** "ann.lee." may mean `ann.lee.`, `ann.lee` or `ann`, the longest first. */
function beginnings(run) {
  const ends = [...run.matchAll(/[._-]/g)].map(({ index }) => index).filter((index) => index > 0);
  return [run, ...ends.reverse().map((end) => run.slice(0, end))];
}

const folded = (name) => name.normalize('NFC').toLowerCase();
