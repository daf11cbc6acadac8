import { customEmoji } from '../../model/custom-emoji.js';
import { TONES } from '../../model/emoji.js';

const RECENT_KEY = 'parley.emoji';
const TONE_KEY = 'parley.skin-tone';
const MAX_RECENT = 16;
const DEFAULTS = ['👍', '❤️', '😂', '🎉', '👀', '🙏', '✅', '🔥'];

/** The emoji that this browser used last, completed with common ones. */
export function recentEmoji() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT_KEY)) ?? [];
    const known = kept.filter((emoji) => !emoji.startsWith(':') || customEmoji.pictureOf(emoji));
    return [...new Set([...known, ...DEFAULTS])].slice(0, MAX_RECENT);
  } catch {
    return DEFAULTS;
  }
}

export const rememberEmoji = (emoji) => write(RECENT_KEY, JSON.stringify([emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, MAX_RECENT)));

/** The chosen skin tone, one of `TONES`; '' for none. */
export function toneOf() {
  try {
    return TONES[Number(localStorage.getItem(TONE_KEY)) - 1] ?? '';
  } catch {
    return '';
  }
}

export const setTone = (tone) => write(TONE_KEY, String(TONES.indexOf(tone) + 1));

function write(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Without storage, choices are not remembered.
  }
}
