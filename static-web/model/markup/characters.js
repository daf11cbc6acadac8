/**
 * Character classes of the message grammar (`src/docs/markup.md`). The server's `MarkupCharacters` defines the same
 * classes as far as they decide mentions.
 */

/** Scripts that are written without spaces, or that attach particles to a name. */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\u30fc]$/u;
const WORD = /^[\p{L}\p{Nd}\p{Mn}\p{Mc}]$/u;
const VARIATION_SELECTOR = /^[\ufe00-\ufe0f]$/;
const SPACE = /^[\s\p{Z}]$/u;
const ALPHANUMERIC = /^[A-Za-z0-9]$/;

/** The character that begins at an index; empty at the end of the text. */
export const characterAt = (text, at) => (at < text.length ? String.fromCodePoint(text.codePointAt(at)) : '');

/** The character that ends before an index; empty at the beginning. */
export function characterBefore(text, at) {
  const low = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]) && /[\ud800-\udbff]/.test(text[at - 2]);
  return at > 0 ? text.slice(at - (low ? 2 : 1), at) : '';
}

export const isUnspaced = (character) => character > '\u0dff' && UNSPACED.test(character);

/** Letters, digits and their combining marks. */
export const isWord = (character) => WORD.test(character) && !VARIATION_SELECTOR.test(character);

export const isSpace = (character) => SPACE.test(character);

export const isAlphanumeric = (character) => ALPHANUMERIC.test(character);

/** Whether a backslash before the index makes the sign there plain text. */
export const isEscaped = (text, at) => text[at - 1] === '\\';

/** The number of times that the character at an index is repeated. */
export function runLength(text, at) {
  let end = at + 1;
  while (text[end] === text[at]) {
    end++;
  }
  return end - at;
}
