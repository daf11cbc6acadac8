import { characterAt, characterBefore, isUnspaced, isWord } from './characters.js';

const MAX_NAME = 32;

const HERE = 'here';

const isSign = (character) => character === '.' || character === '_' || character === '-';

/** Joiners within words, as in Persian and Devanagari. */
const isJoiner = (character) => character === '\u200c' || character === '\u200d';

/**
 * The names that the `@` at an index may mean, longest first; none if it does not begin a word. A backslash before the
 * `@` is ignored. `here` is included where it means everybody. The server's `MentionNames` finds the same names.
 */
export function candidates(text, at) {
  if (!beginsWord(text, at)) {
    return [];
  }
  const { characters, end } = run(text, at + 1);
  if (text[end] === '@' && isWord(characterAt(text, end + 1))) {
    // An address in another network: @bob@example.com
    return [];
  }
  const length = characters.length - emphasis(text, at, characters);
  const names = ends(characters, length).map((to) => characters.slice(0, to).join(''));
  return names.filter((name) => name.toLowerCase() !== HERE || isHere(characters, length));
}

/** A sign joins an `@` to a preceding word only if there is one: "mail.@bob", but not "...@bob". */
function beginsWord(text, at) {
  const start = text[at - 1] === '\\' ? at - 1 : at;
  let before = start;
  while (before > 0 && isSign(text[before - 1])) {
    before--;
  }
  const character = characterBefore(text, before);
  return !isWord(character) || (isUnspaced(character) && before === start);
}

function run(text, from) {
  const characters = [];
  let at = from;
  for (let character = characterAt(text, at); isOfName(text, at, character); character = characterAt(text, at)) {
    characters.push(character);
    at += character.length;
  }
  return { characters, end: at };
}

const isOfName = (text, at, character) => isWord(character) || isSign(character) || (isJoiner(character) && isWord(characterAt(text, at + 1)));

/** In `_@bob_`, the underscores after the name match those before it. */
function emphasis(text, at, characters) {
  let count = 0;
  while (text[at - 1 - count] === '_' && characters.at(-1 - count) === '_') {
    count++;
  }
  return count;
}

/** A name ends with the run, before a sign, or where a script without spaces begins or ends. */
function ends(characters, length) {
  const found = [];
  for (let to = Math.min(length, MAX_NAME); to > 0; to--) {
    const next = characters[to];
    if (to === length || isSign(next) || ((isUnspaced(next) || isUnspaced(characters[to - 1])) && isWord(next))) {
      found.push(to);
    }
  }
  return found;
}

/** `@here-and-now` is a different word; `@here.` and `@hereの` mention everybody. */
function isHere(characters, length) {
  let next = HERE.length;
  while (next < length && isSign(characters[next])) {
    next++;
  }
  return next === length || (next === HERE.length && isUnspaced(characters[next]));
}
