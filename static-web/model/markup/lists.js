import { inlines } from './inline.js';

const ITEM = /^([ \t]*)([-*+]|\d{1,4}[.)])[ \t]+(?=\S)/;
const TASK = /^\[([ xX])\][ \t]+(?=\S)/;

/** Lists nested deeper than this become siblings. */
const MAX_DEPTH = 5;

/** A line with this much more indentation belongs to the item above it. */
const INDENT = 2;

/** Whether a line begins a list item that has content; `- - -` does not. */
export function beginsItem(line) {
  const [mark] = line.match(ITEM) ?? [];
  return mark !== undefined && /[^-*+_\s]/.test(line.slice(mark.length));
}

/** The indentation of a line, in spaces. */
function indentOf(line) {
  const [space] = line.match(/^[ \t]*/);
  return [...space].reduce((width, character) => width + (character === '\t' ? 4 : 1), 0);
}

/** Reads a list from the segments of a text: its items, nested lists, and the lines and code that belong to an item. */
export class ListReader {
  /** The number of segments read. */
  count = 0;

  #segments;
  #from;
  #resolve;
  /** The open lists, each in an item of the previous one. */
  #open = [];

  constructor(segments, from, resolve) {
    this.#segments = segments;
    this.#from = from;
    this.#resolve = resolve;
  }

  read() {
    const list = this.#list(this.#segments[this.#from].text);
    this.#open = [list];
    for (let segment = this.#segments[this.#from]; segment && this.#takes(segment); segment = this.#segments[this.#from + this.count]) {
      this.count++;
    }
    return this.#finish(list);
  }

  #list(line) {
    return { type: 'list', ordered: isOrdered(line), indent: indentOf(line), items: [] };
  }

  #takes({ type, text, language, indent }) {
    const item = this.#open.at(-1).items.at(-1);
    if (type === 'code') {
      return Boolean(item) && indent >= INDENT && item.blocks.push({ type, text, language });
    }
    if (type === 'line' && beginsItem(text)) {
      return this.#item(text);
    }
    return type === 'line' && text.trim() !== '' && indentOf(text) >= this.#open.at(-1).indent + INDENT && item.blocks.length === 0 && item.lines.push(text.trim());
  }

  /** @returns whether the line is an item of this list or of a nested one */
  #item(line) {
    const indent = indentOf(line);
    while (this.#open.length > 1 && indent < this.#open.at(-1).indent) {
      this.#open.pop();
    }
    const inside = this.#open.at(-1);
    const last = inside.items.at(-1);
    if (last && indent >= inside.indent + INDENT && this.#open.length < MAX_DEPTH) {
      const list = this.#list(line);
      last.blocks.push(list);
      this.#open.push(list);
    } else if (isOrdered(line) !== inside.ordered) {
      return false;
    }
    this.#open.at(-1).items.push(item(line));
    return true;
  }

  #finish({ type, ordered, items }) {
    return {
      type,
      ordered,
      items: items.map(({ marker, done, lines, blocks }) => ({
        marker,
        done,
        inlines: inlines(lines.join('\n'), this.#resolve),
        blocks: blocks.map((block) => (block.type === 'list' ? this.#finish(block) : block)),
      })),
    };
  }
}

const isOrdered = (line) => /\d/.test(line.match(ITEM)[2]);

function item(line) {
  const [mark, , marker] = line.match(ITEM);
  const text = line.slice(mark.length);
  const task = text.match(TASK);
  return { marker, done: task ? task[1] !== ' ' : null, lines: [task ? text.slice(task[0].length) : text], blocks: [] };
}
