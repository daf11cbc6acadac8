/** The signs around a formatted text. */
const SIGNS = { bold: '**', italic: '*', strike: '~~', code: '`' };

/** What begins each formatted line. */
const PREFIXES = { list: '- ', quote: '> ' };

const FENCE = '```';

/** The formats, in the order of the bar. */
export const FORMATS = ['bold', 'italic', 'strike', 'code', 'link', 'list', 'quote'];

/**
 * Formats the selected part of a text, or takes its format away.
 *
 * @returns `{from, to, text, start, end}`: the range to replace, its replacement, and the selection afterwards
 */
export function formatted(text, from, to, format) {
  if (PREFIXES[format]) {
    return lines(text, from, to, PREFIXES[format]);
  }
  const part = trimmed(text, from, to);
  if (format === 'link') {
    return link(text, part);
  }
  return format === 'code' && text.slice(part.from, part.to).includes('\n') ? block(text, part) : signed(text, part, SIGNS[format]);
}

/** Signs next to a space would not be markup. */
function trimmed(text, from, to) {
  const selected = text.slice(from, to);
  return selected.trim() === ''
    ? { from: from + selected.length, to: from + selected.length }
    : { from: from + selected.length - selected.trimStart().length, to: from + selected.trimEnd().length };
}

function signed(text, { from, to }, signs) {
  const { length } = signs;
  if (isSigned(text, from, to, signs)) {
    const words = text.slice(from, to);
    return { from: from - length, to: to + length, text: words, start: from - length, end: to - length };
  }
  if (to - from > 2 * length && isSigned(text, from + length, to - length, signs)) {
    const words = text.slice(from + length, to - length);
    return { from, to, text: words, start: from, end: to - 2 * length };
  }
  return { from, to, text: signs + text.slice(from, to) + signs, start: from + length, end: to + length };
}

/** Whether exactly these signs, or with asterisks also three of them, are on both sides. */
function isSigned(text, from, to, signs) {
  const sign = signs[0];
  let both = 0;
  while (from > both && text[from - both - 1] === sign && text[to + both] === sign) {
    both++;
  }
  return both === signs.length || (sign === '*' && both === 3);
}

/** A code block, which needs lines of its own. */
function block(text, { from, to }) {
  const before = from === 0 || text[from - 1] === '\n' ? '' : '\n';
  const after = to === text.length || text[to] === '\n' ? '' : '\n';
  const start = from + before.length + FENCE.length + 1;
  return { from, to, text: `${before}${FENCE}\n${text.slice(from, to)}\n${FENCE}${after}`, start, end: start + to - from };
}

/** The address is selected, to be typed or pasted; of a selected address, the label. */
function link(text, { from, to }) {
  const selected = text.slice(from, to);
  if (/^https?:\/\/\S+$/.test(selected)) {
    return { from, to, text: `[](${selected})`, start: from + 1, end: from + 1 };
  }
  const address = 'https://';
  const start = from + selected.length + 3;
  return { from, to, text: `[${selected}](${address})`, start: selected ? start : from + 1, end: selected ? start + address.length : from + 1 };
}

/** Begins all lines that the selection touches with a prefix, or none of them if all have it. */
function lines(text, from, to, prefix) {
  const first = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to > from && text[to - 1] === '\n' ? to - 1 : to);
  const last = next < 0 ? text.length : next;
  const all = text.slice(first, last).split('\n');
  const done = all.every((line) => line.startsWith(prefix));
  const changed = all.map((line) => (done ? line.slice(prefix.length) : line.startsWith(prefix) ? line : prefix + line)).join('\n');
  const end = first + changed.length;
  return { from: first, to: last, text: changed, start: from === to ? end : first, end };
}
