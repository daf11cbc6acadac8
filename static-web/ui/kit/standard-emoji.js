import { emojiSet } from '../../model/emoji.js';

/** Loads all standard emoji, once. The chat page names the current version of the file. */
export function loadEmoji() {
  return emojiSet.load(async () => {
    const answer = await fetch(document.body.dataset.emoji ?? 'static/data/emoji.json');
    if (!answer.ok) {
      throw new Error(`${answer.status} ${answer.url}`);
    }
    return answer.json();
  });
}

/** An emoji that is new in each version of Unicode, newest first. */
const NEW = [
  [17, '\u{1FAEA}'],
  [16, '\u{1FAE9}'],
  [15, '\u{1FAE8}'],
  [14, '\u{1FAE0}'],
];

/** The oldest version whose emoji are shown without a check. */
const OLDEST = 13.1;

let newest = null;

/** Whether this device can show an emoji. Others are not offered. */
export function isShown({ version = 0 }) {
  newest ??= newestVersion();
  return version <= newest;
}

function newestVersion() {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context || !isInColours(context, '\u{1F600}')) {
    // On a device with monochrome emoji this cannot be detected.
    return Infinity;
  }
  const [version] = NEW.find(([, emoji]) => isInColours(context, emoji)) ?? [OLDEST];
  // Version 15.1 added only sequences, which come with the next version at the latest.
  return version === 15 ? 15.1 : version;
}

/** An emoji has its own colours; the box that replaces a missing one has the colour of the text. */
function isInColours(context, emoji) {
  const { canvas } = context;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.font = '24px system-ui, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';
  context.textBaseline = 'top';
  context.fillStyle = '#000000';
  context.fillText(emoji, 0, 0);
  const { data } = context.getImageData(0, 0, 32, 32);
  return data.some((value, at) => at % 4 !== 3 && value > 0);
}
