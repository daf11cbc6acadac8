import { graphemes } from './graphemes.js';
import { blocks } from './markup/blocks.js';
import { plain } from './markup/plain.js';

/** A text with more nodes is shown as typed: it was not written to be read, and it would block the page. */
const MAX_NODES = 3_000;

/** Longer than any message. */
const MAX_LENGTH = 20_000;

/**
 * Parses a message's text by the grammar in `src/docs/markup.md`, in time proportional to its length. The result
 * contains all of the text.
 *
 * @param resolve picks, from the names that an `@` may mean (longest first), the one that it means; null for none
 * @returns blocks, as described in `markup/blocks.js`
 */
export function parse(text, resolve = () => null) {
  if (text.length > MAX_LENGTH) {
    return asTyped(text);
  }
  const found = blocks(text, resolve);
  return count(found) > MAX_NODES ? asTyped(text) : found;
}

/** The words of a text without markup. */
export const plainText = (text) => plain(parse(text));

/** A text on one line, cut to at most `most` whole characters. */
export function excerptOf(text, most) {
  const words = plainText(text).replace(/\s+/g, ' ');
  const kept = [];
  for (const character of graphemes(words)) {
    if (kept.length === most) {
      return `${kept.slice(0, -1).join('').trimEnd()}…`;
    }
    kept.push(character);
  }
  return kept.join('');
}

const asTyped = (text) => [{ type: 'text', inlines: [{ type: 'text', text }] }];

const count = (nodes) =>
  nodes.reduce((sum, { inlines = [], blocks: inside = [], items = [], head = [], rows = [] }) => {
    const row = (cells) => cells.reduce((all, cell) => all + 1 + count(cell), 0);
    return sum + 1 + count(inlines) + count(inside) + count(items) + row(head) + rows.reduce((all, cells) => all + row(cells), 0);
  }, 0);
