import { graphemes } from './graphemes.js';
import { blocks } from './markup/blocks.js';
import { plain } from './markup/plain.js';

/** A text with more in it is shown as it was typed: nobody wrote it to be read, and it would hold up the page. */
const MAX_NODES = 3_000;

/** Longer than any message. */
const MAX_LENGTH = 20_000;

/**
 * What a message's text is made of, by the grammar in `src/docs/markup.md`. It takes time in proportion to the text, and
 * all of the text is in what it returns.
 *
 * @param called of the names that an `@` may mean, the longest first, the one that it means; null for none
 * @returns blocks, as `markup/blocks.js` has them
 */
export function parse(text, called = () => null) {
  if (text.length > MAX_LENGTH) {
    return asTyped(text);
  }
  const found = blocks(text, called);
  return count(found) > MAX_NODES ? asTyped(text) : found;
}

/** The words of a text without their marks. */
export const plainText = (text) => plain(parse(text));

/** At most so many whole characters of a text, on one line. */
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
