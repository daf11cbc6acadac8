import { customEmoji } from '../custom-emoji.js';
import { emojiSet } from '../emoji.js';
import { characterBefore } from './characters.js';
import { hasOpenCode, segments } from './lines.js';
import { regions } from './regions.js';

const ITEM = /^([ \t]*)(?:([-*+])|(\d{1,4})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?/;
const EMOJI = /:([a-z0-9_+-]{1,32}):(?![\p{L}\p{N}])/gu;
const WITHIN = /^[\p{L}\p{N}:]$/u;

/** Whether the caret is inside an unclosed code block. */
export const isInCode = (text, caret) => hasOpenCode(text.slice(0, caret));

/**
 * The text to insert for a new line inside a list: the mark of the next item. After an empty item the list ends
 * instead.
 *
 * @returns `{from, to, text}`, the text and the range to replace; null if there is no list
 */
export function nextItem(text, caret) {
  const from = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(from, caret);
  const mark = line.match(ITEM);
  if (!mark || isInCode(text, caret)) {
    return null;
  }
  if (line.length === mark[0].length) {
    return { from, to: caret, text: '' };
  }
  const [, indent, sign, number, point, space, task] = mark;
  return { from: caret, to: caret, text: `\n${indent}${sign ?? Number(number) + 1 + point}${space}${task ? '[ ] ' : ''}` };
}

/** Replaces emoji names such as `:tada:` in a text, except in code, addresses and quotes. */
export function withEmoji(text) {
  const found = segments(text)
    .filter(({ type }) => type === 'line')
    .flatMap((line) => emojiIn(line.text).map(({ at, ...one }) => ({ at: line.at + at, ...one })));
  return found.reduceRight((all, { at, length, emoji }) => all.slice(0, at) + emoji + all.slice(at + length), text);
}

function emojiIn(line) {
  if (!line.includes(':')) {
    return [];
  }
  const taken = [...regions(line)].filter(([, { type }]) => type !== 'mention' && type !== 'backslash');
  const found = [];
  let end = -1;
  for (const { 0: sign, 1: name, index: at } of line.matchAll(EMOJI)) {
    // A custom emoji may be older than the standard one with its name.
    const emoji = customEmoji.pictureOf(sign) ? null : emojiSet.named(name);
    const begins = at === end || !WITHIN.test(characterBefore(line, at));
    if (emoji && begins && !taken.some(([from, region]) => from <= at && at < region.end)) {
      end = at + sign.length;
      found.push({ at, length: sign.length, emoji });
    }
  }
  return found;
}
