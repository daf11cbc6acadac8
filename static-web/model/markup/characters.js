/**
 * What the grammar of messages says about single characters (`src/docs/markup.md`). The server's `MarkupCharacters` says
 * the same about those that decide mentions.
 */

/** Scripts that are written without spaces, or put particles behind a name without one. */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\u30fc]$/u;
const WORD = /^[\p{L}\p{Nd}\p{Mn}\p{Mc}]$/u;
const VARIATION_SELECTOR = /^[\ufe00-\ufe0f]$/;
const SPACE = /^[\s\p{Z}]$/u;
const ALPHANUMERIC = /^[A-Za-z0-9]$/;

/** The character that begins at an index; empty behind the end. */
export const characterAt = (text, at) => (at < text.length ? String.fromCodePoint(text.codePointAt(at)) : '');

/** The character that ends before an index; empty at the beginning. */
export function characterBefore(text, at) {
  const low = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]) && /[\ud800-\udbff]/.test(text[at - 2]);
  return at > 0 ? text.slice(at - (low ? 2 : 1), at) : '';
}

export const isUnspaced = (character) => character > '\u0dff' && UNSPACED.test(character);

/** Letters, digits, and their marks. */
export const isWord = (character) => WORD.test(character) && !VARIATION_SELECTOR.test(character);

export const isSpace = (character) => SPACE.test(character);

export const isAlphanumeric = (character) => ALPHANUMERIC.test(character);

/** A backslash in front of it takes a sign its meaning. */
export const isEscaped = (text, at) => text[at - 1] === '\\';

/** How often the character at an index follows itself. */
export function runLength(text, at) {
  let end = at + 1;
  while (text[end] === text[at]) {
    end++;
  }
  return end - at;
}
