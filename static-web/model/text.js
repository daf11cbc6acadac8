import { graphemes } from './graphemes.js';

/** The server's limits on texts and names, checked here so that users need not wait for a refusal. */
export const TEXT_LIMIT = 4000;
export const ROOM_NAME_LIMIT = 64;
export const ROOM_TITLE_LIMIT = 128;

/** The direction is detected within this many characters: the browser's own detection takes seconds for very long texts. */
const MAX_DIRECTION_LENGTH = 1000;

/** The length in code points, as the server counts it. */
export function lengthOf(text) {
  let length = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1)) && length--;
  }
  return length;
}

const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;

/** The direction of a text by its first letter: `rtl` or `ltr`. */
export function directionOf(text) {
  const [letter] = text.slice(0, MAX_DIRECTION_LENGTH).match(/\p{L}/u) ?? [];
  return letter && /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}]/u.test(letter) ? 'rtl' : 'ltr';
}

/** Whether a text has no visible characters. */
export const isBlank = (text) => !/(?![\p{Default_Ignorable_Code_Point}\u2800\u{1D159}])[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u.test(text);

export const maySend = (text) => !isBlank(text) && lengthOf(text) <= TEXT_LIMIT;

/** The room name for typed text: trimmed, with inner spaces turned into dashes. */
export const roomName = (typed) => typed.trim().replace(/\s+/g, '-');

/** The name that the server derives from a title, if it is free. */
export const nameOfTitle = (title) =>
  title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\u200C\u200D]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** The code of what is wrong with a room's name; null if it is valid. */
export function roomNameFault(name) {
  if (lengthOf(name) > ROOM_NAME_LIMIT) {
    return 'too_long';
  }
  return /^[\p{L}\p{M}\p{Nd}\u200C\u200D_-]+$/u.test(name) && !isBlank(name) ? null : 'characters';
}

/** Compares names without regard to case. */
export const sameName = (a, b) => keyOf(a) === keyOf(b);

const keyOf = (name) => name.normalize('NFKC').toLowerCase().replace(/[\u200C\u200D]/g, '');

const MAX_EMOJI = 8;
const KEYCAP = /^[0-9#*]\ufe0f?\u20e3$/;
const FLAG = /^\p{Regional_Indicator}{2}$/u;
/** Characters that are displayed as emoji by default, unlike signs such as ©. */
const PICTURE = /^(?:\p{Emoji_Presentation}|(?![\0-\u25ff])\p{Extended_Pictographic}|\p{Extended_Pictographic}\ufe0f)/u;

/** Whether a text consists of a few emoji and nothing else. */
export function isEmojiOnly(text) {
  if (text.length > MAX_EMOJI * 16) {
    return false;
  }
  const characters = [...graphemes(text)].filter((character) => character.trim() !== '');
  return characters.length > 0 && characters.length <= MAX_EMOJI && characters.every((one) => KEYCAP.test(one) || FLAG.test(one) || (PICTURE.test(one) && !one.endsWith('\ufe0e')));
}
