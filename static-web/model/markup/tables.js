import { cells } from './inline.js';

const MAX_COLUMNS = 30;

/**
 * Reads a table: a row of headings, a line such as `| --- | :-: |` with as many parts, and rows.
 *
 * @returns `{block, count}`, or null if the segments are not a table
 */
export function readTable(segments, from, resolve) {
  const align = alignments(textAt(segments, from + 1));
  const head = align && isRow(textAt(segments, from)) ? row(textAt(segments, from), resolve) : [];
  if (!align || head.length !== align.length) {
    return null;
  }
  const rows = [];
  for (let at = from + 2; isRow(textAt(segments, at)); at++) {
    rows.push(row(textAt(segments, at), resolve));
  }
  return { block: { type: 'table', align, head, rows }, count: rows.length + 2 };
}

const textAt = (segments, at) => (segments[at]?.type === 'line' ? segments[at].text : null);

const isRow = (line) => line !== null && line.includes('|');

/** The alignment of each column; null for a line that is not a delimiter row. */
function alignments(line) {
  if (!isRow(line) || /[^-:| \t]/.test(line)) {
    return null;
  }
  const parts = withoutBorders(line.split('|')).map((part) => part.trim());
  return parts.length > 0 && parts.length <= MAX_COLUMNS && parts.every((part) => /^:?-+:?$/.test(part)) ? parts.map(alignment) : null;
}

const alignment = (part) => (part.endsWith(':') ? (part.startsWith(':') ? 'center' : 'end') : 'start');

/** Removes the empty parts outside a row's optional outer borders. */
function withoutBorders(parts) {
  const first = parts[0].trim() === '' ? 1 : 0;
  const last = parts.length > 1 && parts.at(-1).trim() === '' ? -1 : undefined;
  return parts.slice(first, last);
}

function row(line, resolve) {
  const found = cells(line, resolve);
  const first = line.trimStart().startsWith('|') ? 1 : 0;
  const last = found.length > 1 && found.at(-1).length === 0 ? -1 : undefined;
  return found.slice(first, last);
}
