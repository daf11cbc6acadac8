import { runLength } from './characters.js';
import { Emphasis, isSign, settled } from './emphasis.js';
import { regions } from './regions.js';

/**
 * Parses the inline nodes of lines: text, emphasis, code, addresses, links and mentions.
 *
 * @param resolve picks, from the names that may be meant (longest first), the one that is; null for none
 * @param isLabel whether the text is a link's label, in which nothing is a link or a mention
 * @returns nodes in order: `{type: 'text' | 'code', text}`, `{type: 'em' | 'strong' | 'del' | 'spoiler', inlines}`,
 * `{type: 'link', href, inlines, raw, isLabelled}`, `{type: 'mention', text}`
 */
export const inlines = (text, resolve, isLabel = false) => new InlineReader(text, resolve, isLabel).read();

/** Parses the cells of a table row, each as in `inlines`. */
export function cells(row, resolve) {
  const found = [[]];
  for (const node of new InlineReader(row, resolve, false, true).read()) {
    node.type === 'border' ? found.push([]) : found.at(-1).push(node);
  }
  return found.map(trimmed);
}

const trimmed = (nodes) => {
  const first = nodes[0];
  const last = nodes.at(-1);
  first?.type === 'text' && (first.text = first.text.trimStart());
  last?.type === 'text' && (last.text = last.text.trimEnd());
  return nodes.filter(({ type, text }) => type !== 'text' || text !== '');
};

class InlineReader {
  #text;
  #resolve;
  #isLabel;
  #isRow;
  #nodes = [];
  #regions;
  #emphasis;
  /** The index of the first character that is not in a node yet. */
  #from = 0;

  constructor(text, resolve, isLabel, isRow = false) {
    this.#text = text;
    this.#resolve = resolve;
    this.#isLabel = isLabel;
    this.#isRow = isRow;
    this.#regions = regions(text);
    this.#emphasis = new Emphasis(text, this.#nodes);
  }

  read() {
    for (let at = 0; at < this.#text.length; ) {
      const region = this.#regions.get(at);
      at = region ? this.#region(at, region) : this.#character(at);
    }
    this.#flush(this.#text.length);
    return settled(this.#nodes);
  }

  #region(at, region) {
    switch (region.type) {
      case 'code':
        return this.#add(at, { type: 'code', text: region.text }, region.end);
      case 'backslash':
        this.#flush(at);
        return (this.#from = region.end);
      case 'mention':
        return this.#mention(at, region.names);
      default:
        return this.#isLabel ? region.end : this.#link(at, region);
    }
  }

  #mention(at, names) {
    const name = this.#isLabel ? null : this.#resolve(names);
    return name ? this.#add(at, { type: 'mention', text: `@${name}` }, at + 1 + name.length) : at + 1;
  }

  #link(at, { type, label, href, scheme, end }) {
    const raw = this.#text.slice(at, end);
    const isLabelled = type === 'link';
    const inside = isLabelled ? inlines(label, this.#resolve, true) : [{ type: 'text', text: raw }];
    return this.#add(at, { type: 'link', href: isLabelled ? href : scheme + raw, inlines: inside, raw, isLabelled }, end);
  }

  #character(at) {
    const character = this.#text[at];
    if (character === '\n') {
      this.#emphasis.newLine(at);
      isBlankLine(this.#text, at + 1) && this.#emphasis.clear();
    } else if (character === ' ') {
      this.#emphasis.space(at);
    } else if (character === '|' && this.#isRow) {
      return this.#emphasisMark(at);
    } else if (isSign(character)) {
      return this.#signs(at);
    }
    return at + 1;
  }

  #signs(at) {
    const length = runLength(this.#text, at);
    const escaped = this.#text[at - 1] === '\\';
    this.#flush(escaped ? at - 1 : at);
    if (this.#emphasis.read(at, length)) {
      this.#from = at + length;
    }
    return at + length;
  }

  #emphasisMark(at) {
    if (this.#text[at - 1] === '\\') {
      this.#flush(at - 1);
      this.#from = at;
      return at + 1;
    }
    this.#emphasis.clear();
    return this.#add(at, { type: 'border' }, at + 1);
  }

  #add(at, node, end) {
    this.#flush(at);
    this.#nodes.push(node);
    return (this.#from = end);
  }

  #flush(to) {
    if (to > this.#from) {
      this.#nodes.push({ type: 'text', text: this.#text.slice(this.#from, to) });
    }
    this.#from = Math.max(this.#from, to);
  }
}

function isBlankLine(text, from) {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') {
    at++;
  }
  return at === text.length || text[at] === '\n';
}
