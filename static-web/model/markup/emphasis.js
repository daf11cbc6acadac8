import { characterAt, characterBefore, isEscaped, isSpace, isUnspaced } from './characters.js';

/** The node types for the text between two matching runs of signs; other runs are text. */
const TYPES = { '*1': ['em'], '*2': ['strong'], '*3': ['strong', 'em'], _1: ['em'], _2: ['strong'], _3: ['strong', 'em'], '~2': ['del'], '|2': ['spoiler'] };

/** Signs nested deeper than this are text. */
const MAX_DEPTH = 6;

const DASH = /^\p{Pd}$/u;
const OPENING = /^[\p{Ps}\p{Pi}"']$/u;
const CLOSING = /^[\p{Pe}\p{Pf}"'.,:;!?]$/u;
/** Unicode punctuation and emoji, but neither accents nor mathematical signs. */
const FOREIGN = /^(?![\p{Sk}\p{Sm}])[^\p{ASCII}\p{L}\p{Nd}\p{Mn}\p{Mc}]$|^[\ufe0f\u{1f3fb}-\u{1f3ff}]$/u;
const LETTER = /^\p{L}$/u;
const IDENTIFIER = /^[A-Za-z0-9_]+$/;

/** Characters that no emphasized text begins with; there are fewer exceptions after a run of two signs. */
const NEVER_OPENING = new Set('.,;:!?)]}/=%&^>|<+-\\');
const NEVER_OPENING_PAIR = new Set('/)]},;');

export const isSign = (character) => character === '*' || character === '_' || character === '~' || character === '|';

/** Matches runs of signs, and wraps the nodes between them in a node. */
export class Emphasis {
  #text;
  #nodes;
  #openers = [];
  /** Openers by sign and length, the newest last. */
  #alike = new Map(Object.keys(TYPES).map((key) => [key, []]));
  #line = 0;
  #lastSpace = -1;

  /** @param nodes the nodes read so far; changed in place */
  constructor(text, nodes) {
    this.#text = text;
    this.#nodes = nodes;
  }

  space(at) {
    this.#lastSpace = at;
  }

  newLine(at) {
    this.#line++;
    this.#lastSpace = at;
  }

  /** Forgets all openers: no emphasis reaches beyond this point. */
  clear() {
    this.#forget(0);
  }

  /**
   * Reads a run of signs. An escaped run is matched, too, to decide whether its backslash was needed, but makes no
   * node.
   *
   * @returns whether there is a node for it now; otherwise it is text
   */
  read(at, length) {
    const sign = this.#text[at];
    const escaped = isEscaped(this.#text, at);
    const run = { sign, length, at, end: at + length, escaped, line: this.#line };
    run.before = characterBefore(this.#text, escaped ? at - 1 : at);
    run.after = characterAt(this.#text, run.end);
    if (!(sign + length in TYPES)) {
      return false;
    }
    const left = this.#close(run);
    if (left > 0 && left < length) {
      this.#nodes.push(signs(sign.repeat(left), false));
    }
    return left < length || this.#open(run);
  }

  #open(run) {
    if (!mayOpen(run, characterAt(this.#text, run.end + run.after.length))) {
      return false;
    }
    const node = signs(run.sign.repeat(run.length), run.escaped);
    this.#nodes.push(node);
    this.#remember({ ...run, node, index: this.#nodes.length - 1 });
    return true;
  }

  /** @returns the number of signs that close nothing */
  #close(run) {
    let left = run.length;
    while (left > 0 && run.before !== '' && !isSpace(run.before)) {
      const opener = this.#match(run, left);
      const taken = opener ? this.#pair(opener, run, left) : 0;
      left -= taken;
      if (taken === 0) {
        break;
      }
    }
    return left;
  }

  #match(run, left) {
    const lengths = run.escaped ? [left] : left === 3 ? [3, 2, 1] : [left, 3];
    const nearest = lengths
      .map((length) => this.#alike.get(run.sign + length)?.at(-1))
      .filter(Boolean)
      .reduce((best, opener) => (best && best.index >= opener.index ? best : opener), null);
    return nearest && this.#fits(nearest, run) ? nearest : null;
  }

  #fits(opener, run) {
    const sameLine = opener.line === run.line || (opener.length === 2 && run.length === 2);
    const partOfWord = run.sign === '*' && run.length === 2 && LETTER.test(run.after) && this.#lastSpace < opener.end;
    const whole = !opener.escaped || opener.length === run.length;
    return opener.end < run.at && sameLine && whole && (partOfWord || mayClose(run));
  }

  /** @returns the number of signs used */
  #pair(opener, run, left) {
    const length = Math.min(opener.length, left);
    const inner = this.#nodes.slice(opener.index + 1);
    const depth = 1 + inner.reduce((most, node) => Math.max(most, node.depth ?? 0), 0);
    if (depth > MAX_DEPTH) {
      this.clear();
      return 0;
    }
    this.#forget(opener.index);
    if (isNothing(inner) || (run.sign === '_' && length === 2 && isIdentifier(inner))) {
      return 0;
    }
    if (opener.escaped || run.escaped) {
      opener.node.backslash = false;
      this.#nodes.push(signs(run.sign.repeat(length), false));
      return length;
    }
    this.#nodes.length = opener.index;
    if (opener.length > length) {
      this.#nodes.push(signs(run.sign.repeat(opener.length - length), false));
      this.#remember({ ...opener, length: opener.length - length, node: this.#nodes.at(-1) });
    }
    this.#nodes.push(wrapped(TYPES[run.sign + length], settled(inner), depth));
    return length;
  }

  #remember(opener) {
    this.#openers.push(opener);
    this.#alike.get(opener.sign + opener.length).push(opener);
  }

  #forget(index) {
    while (this.#openers.length > 0 && this.#openers.at(-1).index >= index) {
      const { sign, length } = this.#openers.pop();
      this.#alike.get(sign + length).pop();
    }
  }
}

const signs = (text, backslash) => ({ type: 'signs', text, backslash });

const wrapped = (types, inlines, depth) => types.reduceRight((inside, type) => [{ type, inlines: inside, depth }], inlines)[0];

/** Whether the nodes between two runs are only signs or space, as in `*_*`. */
const isNothing = (nodes) => nodes.every(({ type, text }) => type === 'signs' || (type === 'text' && text.trim() === ''));

/** `__init__` is an identifier. */
const isIdentifier = (nodes) => nodes.length === 1 && nodes[0].type === 'text' && IDENTIFIER.test(nodes[0].text);

function mayOpen({ sign, length, before, after }, next) {
  if (after === '' || isSpace(after) || (length === 1 ? NEVER_OPENING.has(after) && after + next !== '..' : sign !== '|' && NEVER_OPENING_PAIR.has(after))) {
    return false;
  }
  return before === '' || isSpace(before) || OPENING.test(before) || isBoundary(before, sign) || (length > 1 && '/:,;!?'.includes(before));
}

const mayClose = ({ sign, length, after }) =>
  after === '' || isSpace(after) || CLOSING.test(after) || isBoundary(after, sign) || (length > 1 && '/(['.includes(after));

const isBoundary = (character, sign) =>
  isUnspaced(character) || FOREIGN.test(character) || (isSign(character) && character !== sign) || (sign !== '_' && DASH.test(character));

/** Nodes in which runs of signs can find no other any more: what is left of them is text. */
export function settled(nodes) {
  const all = [];
  for (const { type, ...node } of nodes) {
    const isText = type === 'text' || type === 'signs';
    const text = node.backslash ? `\\${node.text}` : node.text;
    if (isText && all.at(-1)?.type === 'text') {
      all.at(-1).text += text;
    } else if (isText) {
      text && all.push({ type: 'text', text });
    } else {
      all.push({ type, ...node });
    }
  }
  return all;
}
