import { characterAt, characterBefore, isAlphanumeric, isSpace, isUnspaced, isWord } from './characters.js';

const SCHEME = /https?:\/\//iy;
const WWW = /www\.(?=[a-z0-9])/iy;
const TARGET_SCHEME = /(?:https?:\/\/|mailto:)/iy;

/** ASCII characters that end an address, and those that end its host name. */
const STOPS = new Set(' \t\n"<>\\^`|');
const HOST_ENDS = new Set('/?#');
const HOST_SIGNS = new Set('.-_:@%[]');
const CLOSING = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const OPENING = new Set(CLOSING.values());
const TRAILING = new Set('?!.,:;*_~\'"([{');

/** Other punctuation and symbols end an address, except those within words. */
const FOREIGN_STOP = /^(?!\u00b7|[\u2010-\u2013])[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]$/u;

/** The end of the address that begins at an index of a text; -1 if none does. */
export function addressEnd(text, at) {
  const start = hostOf(text, at);
  const end = start < 0 ? -1 : trimmed(text, start, runEnd(text, start));
  return end > start ? end : -1;
}

function hostOf(text, at) {
  const before = characterBefore(text, at);
  if (isAlphanumeric(before)) {
    return -1;
  }
  SCHEME.lastIndex = at;
  if (SCHEME.test(text)) {
    return SCHEME.lastIndex;
  }
  WWW.lastIndex = at;
  return WWW.test(text) && !'@.-_/'.includes(before || ' ') ? WWW.lastIndex : -1;
}

function runEnd(text, start) {
  const open = [];
  let host = new Host();
  let at = start;
  while (at < text.length) {
    const character = characterAt(text, at);
    if (isStop(character) || (CLOSING.has(character) && open.pop() !== CLOSING.get(character))) {
      break;
    }
    host = HOST_ENDS.has(character) ? null : host;
    if (host && !host.takes(character)) {
      break;
    }
    OPENING.has(character) && open.push(character);
    at += character.length;
  }
  return at;
}

const isStop = (character) => STOPS.has(character) || (character > '\u007f' && FOREIGN_STOP.test(character));

/**
 * Reads the name of a host, with its port and everything before an `@`. In "example.comです" the word after the host is
 * not part of it.
 */
class Host {
  #parts = 0;
  #isPlain = true;
  #length = 0;

  takes(character) {
    if (!isWord(character) && !HOST_SIGNS.has(character)) {
      return false;
    }
    if (this.#parts > 0 && this.#isPlain && this.#length > 0 && isUnspaced(character)) {
      return false;
    }
    const separates = character === '.' || character === ':';
    this.#parts += separates ? 1 : 0;
    this.#isPlain = separates || (this.#isPlain && isAlphanumeric(character));
    this.#length = separates ? 0 : this.#length + 1;
    return true;
  }
}

function trimmed(text, start, end) {
  while (end > start && TRAILING.has(text[end - 1])) {
    end--;
  }
  return end;
}

/**
 * The end of the address in `[label](address)`, which is its closing parenthesis.
 *
 * @param at the index after the opening parenthesis
 * @returns -1 if there is no address that may be linked to
 */
export function targetEnd(text, at) {
  TARGET_SCHEME.lastIndex = at;
  let depth = 0;
  for (let end = TARGET_SCHEME.test(text) ? TARGET_SCHEME.lastIndex : text.length; end < text.length; end++) {
    const character = text[end];
    if (isSpace(character) || '<>`'.includes(character) || (character === ']' && text[end + 1] === '(')) {
      return -1;
    }
    depth += character === '(' ? 1 : 0;
    if (character === ')' && depth-- === 0) {
      return end;
    }
  }
  return -1;
}

const MAIL_SIGNS = '.+_-';

/**
 * The mail address around an `@`. It does not end with the scheme of a web address.
 *
 * @param from the earliest index at which it may begin
 * @returns `{start, end}`, or null if there is none
 */
export function mailAround(text, at, from) {
  let start = at;
  while (start > from && (isAlphanumeric(text[start - 1]) || MAIL_SIGNS.includes(text[start - 1]))) {
    start--;
  }
  while (start < at && !isAlphanumeric(text[start])) {
    start++;
  }
  let end = at + 1;
  while (end < text.length && (isAlphanumeric(text[end]) || text[end] === '.' || text[end] === '-')) {
    end++;
  }
  while (!isAlphanumeric(text[end - 1]) && end > at + 1) {
    end--;
  }
  if (text.startsWith('://', end)) {
    return null;
  }
  const parts = text.slice(at + 1, end).split('.');
  return start < at && text[start - 1] !== '@' && parts.length > 1 && !parts.includes('') && /^[a-z]{2,}$/i.test(parts.at(-1)) ? { start, end } : null;
}
