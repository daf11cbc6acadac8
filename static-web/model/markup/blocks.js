import { inlines } from './inline.js';
import { segments } from './lines.js';
import { beginsItem, ListReader } from './lists.js';
import { readTable } from './tables.js';

/** Quotes nested deeper than this show their marks. */
const MAX_QUOTES = 4;

/** An escaped mark of a list item or a quote, which is text. */
const ESCAPED_ITEM = /^([ \t]*)\\(?=[-*+][ \t]+\S)|^([ \t]*\d{1,4})\\(?=[.)][ \t]+\S)|^()\\(?=> )/;

/**
 * Parses a text into blocks.
 *
 * @param resolve see `inlines`
 * @returns in order `{type: 'text', inlines}`, `{type: 'code', text, language}`, `{type: 'quote', blocks}`,
 * `{type: 'list', ordered, items}` with items `{marker, done, inlines, blocks}`, and `{type: 'table', align, head, rows}`
 */
export function blocks(text, resolve, depth = 0) {
  return new BlockReader(segments(text), resolve, depth).read();
}

class BlockReader {
  #segments;
  #resolve;
  #depth;
  #at = 0;
  #blocks = [];
  #lines = [];

  constructor(all, resolve, depth) {
    this.#segments = all;
    this.#resolve = resolve;
    this.#depth = depth;
  }

  read() {
    while (this.#at < this.#segments.length) {
      this.#next(this.#segments[this.#at]);
    }
    this.#paragraph(true);
    return this.#blocks;
  }

  #next({ type, text, language }) {
    if (type === 'quote') {
      this.#add(this.#quote(text), 1);
    } else if (type === 'code') {
      this.#add({ type: 'code', text, language }, 1);
    } else if (beginsItem(text)) {
      const list = new ListReader(this.#segments, this.#at, this.#resolve);
      this.#add(list.read(), list.count);
    } else {
      const table = readTable(this.#segments, this.#at, this.#resolve);
      table ? this.#add(table.block, table.count) : this.#line(text);
    }
  }

  #line(text) {
    this.#lines.push(text.replace(ESCAPED_ITEM, '$1$2$3'));
    this.#at++;
  }

  /** A quote mentions nobody: the quoted message already did. */
  #quote(text) {
    const nobody = () => null;
    return { type: 'quote', blocks: this.#depth < MAX_QUOTES ? blocks(text, nobody, this.#depth + 1) : [{ type: 'text', inlines: inlines(text, nobody) }] };
  }

  #add(block, count) {
    this.#paragraph(false);
    this.#blocks.push(block);
    this.#at += count;
  }

  /** Ends the current paragraph. Blank lines next to other blocks are dropped, because blocks are spaced anyway. */
  #paragraph(isLast) {
    const lines = this.#lines;
    this.#lines = [];
    this.#blocks.length > 0 && isBlank(lines[0]) && lines.shift();
    !isLast && isBlank(lines.at(-1)) && lines.pop();
    if (lines.length > 0) {
      this.#blocks.push({ type: 'text', inlines: inlines(lines.join('\n'), this.#resolve) });
    }
  }
}

const isBlank = (line) => line !== undefined && line.trim() === '';
