import { isUnspaced } from './markup/characters.js';
import { ROOM_NAME_LIMIT } from './text.js';

/** Joiners are allowed inside of words, as in room names. */
const PLACE = /(?<![\p{L}\p{M}\p{N}_&/-])#((?:[\p{L}\p{M}\p{N}_-]|[\u200c\u200d](?=[\p{L}\p{M}\p{N}]))+)/gu;
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
  for (const { 1: word, index } of text.matchAll(PLACE)) {
    const found = placeIn(word, roomOf);
    if (found) {
      const end = index + 1 + found.name.length;
      parts.push({ text: text.slice(from, index) }, { text: text.slice(index, end), room: found.room });
      from = end;
    }
  }
  return [...parts, { text: text.slice(from) }].filter((part) => part.text);
}

/** Returns the longest name of a room that a word begins with; it may end inside the word only at a script without spaces. */
function placeIn(word, roomOf) {
  const characters = [...word];
  for (let length = Math.min(characters.length, ROOM_NAME_LIMIT); length > 0; length--) {
    if (length === characters.length || isUnspaced(characters[length]) || isUnspaced(characters[length - 1])) {
      const name = characters.slice(0, length).join('');
      const room = roomOf(name);
      if (room) {
        return { name, room };
      }
    }
  }
  return null;
}

/** Whether a message mentions this account. */
export const mentionsMe = ({ mentions = [], here = false, author }, me) => author !== me && (here || mentions.includes(me));

const folded = (name) => name.normalize('NFC').toLowerCase();
