import { isAlphanumeric, isEscaped, runLength } from './characters.js';
import { isLanguage } from './languages.js';

/** Shorter runs of backticks or tildes do not open a code block. */
const MIN_FENCE = 3;

/**
 * Splits a text into code blocks, quotes and other lines. The server's `MarkupLines` does the same for mentions.
 *
 * @returns in order `{type: 'line', text, at}` with its index in the text, `{type: 'code', text, indent}` and `{type:
 * 'quote', text}` without its marks
 */
export const segments = (text) => new LineReader(text).read();

/** Whether a text ends inside an unclosed code block. */
export function hasOpenCode(text) {
  const reader = new LineReader(text);
  reader.read();
  return reader.isOpen;
}

/**
 * Finds the code spans of a line: from a run of backticks to the next run of the same length.
 *
 * @returns `{spans, loose, escaped}`: spans by start index, `{from, to, end}`; runs that begin no span, `{at, length}`;
 * indexes at which a span would begin or end without the backslash
 */
export function codeSpans(line) {
  const spans = new Map();
  const loose = [];
  const escaped = new Set();
  const runs = backticks(line);
  for (let index = 0; index < runs.length; index++) {
    const { at, length, next } = runs[index];
    if (isEscaped(line, at)) {
      (next !== null || length >= MIN_FENCE) && escaped.add(at);
      next !== null && isEscaped(line, runs[next].at) && escaped.add(runs[next].at);
    } else if (length === 1 && isAlphanumeric(line[at - 1] ?? '')) {
      // This is an apostrophe.
      continue;
    } else if (next === null) {
      loose.push({ at, length });
    } else {
      spans.set(at, { from: at + length, to: runs[next].at, end: runs[next].at + length });
      index = next;
    }
  }
  return { spans, loose, escaped };
}

/** All runs of backticks, each with the index of the next run of its length. */
function backticks(line) {
  const runs = [];
  for (let at = line.indexOf('`'); at >= 0; at = line.indexOf('`', at)) {
    const length = runLength(line, at);
    runs.push({ at, length, next: null });
    at += length;
  }
  const nearest = new Map();
  for (let index = runs.length - 1; index >= 0; index--) {
    runs[index].next = nearest.get(runs[index].length) ?? null;
    nearest.set(runs[index].length, index);
  }
  return runs;
}

const isQuote = (line) => line.startsWith('> ') && !isBlankLine(line.slice(1));

const isBlankLine = (line) => /^[ \t]*$/.test(line);

class LineReader {
  isOpen = false;

  #lines;
  /** The index at which each line begins in the text. */
  #starts = [];
  #at = 0;
  #read = [];
  /** Fences of at least this length are not closed in the remaining lines. */
  #minEndless = Infinity;

  constructor(text) {
    this.#lines = text.split('\n');
    this.#lines.reduce((at, line) => this.#starts.push(at) && at + line.length + 1, 0);
  }

  read() {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      if (isQuote(line)) {
        this.#quote();
      } else {
        this.#at++;
        this.#plain(line, this.#starts[this.#at - 1]);
      }
    }
    return this.#read;
  }

  /** Reads a quote: the lines with the mark, and lines of the mark alone between them. */
  #quote() {
    const quoted = [];
    for (let line = this.#lines[this.#at]; this.#isOfQuote(line); line = this.#lines[++this.#at]) {
      quoted.push(line.slice(2));
    }
    this.#read.push({ type: 'quote', text: quoted.join('\n') });
  }

  #isOfQuote(line) {
    return line !== undefined && (isQuote(line) || (line.trim() === '>' && line[0] === '>' && isQuote(this.#lines[this.#at + 1] ?? '')));
  }

  #plain(line, start) {
    const fence = this.#opening(line);
    if (fence) {
      this.#code(line, start, fence);
    } else {
      this.#line(line, start);
    }
  }

  #line(text, at) {
    this.#read.push({ type: 'line', text, at });
  }

  /** A fence begins a line, or follows other text and is closed. */
  #opening(line) {
    const indent = line.match(/^[ \t]*/)[0].length;
    if (line[indent] === '~') {
      const length = runLength(line, indent);
      return length >= MIN_FENCE && !line.includes('~~~', indent + length) ? { at: indent, length, sign: '~', indent } : null;
    }
    const begins = codeSpans(line).loose.find(({ at, length }) => length >= MIN_FENCE && (at === indent || this.#hasEnd(length)));
    return begins ? { ...begins, sign: '`', indent: begins.at === indent ? indent : 0 } : null;
  }

  #hasEnd(length) {
    if (length >= this.#minEndless) {
      return false;
    }
    const found = this.#lines.slice(this.#at).some((line) => ending(line, '`', length));
    this.#minEndless = found ? this.#minEndless : length;
    return found;
  }

  #code(line, start, { at, length, sign, indent }) {
    const first = line.slice(at + length);
    const language = isLanguage(first.trim()) ? first.trim().toLowerCase() : '';
    const code = isBlankLine(first) || language ? [] : [first];
    const from = this.#at;
    let end = null;
    while (this.#at < this.#lines.length && !end) {
      const next = this.#lines[this.#at++];
      end = ending(next, sign, length);
      const inside = end ? end.before : next;
      inside === null || code.push(unindented(inside, indent));
    }
    this.isOpen = !end;
    const rest = end?.after?.length ?? 0;
    if (code.every((inside) => inside.trim() === '')) {
      this.#asTyped(line, start, from, rest);
    } else {
      at > indent && this.#line(line.slice(0, at), start);
      this.#read.push({ type: 'code', text: code.join('\n'), language, indent });
    }
    rest > 0 && this.#plain(end.after, this.#starts[this.#at - 1] + this.#lines[this.#at - 1].length - rest);
  }

  /** A block without code is text: its signs are all there is. */
  #asTyped(line, start, from, rest) {
    this.#line(line, start);
    for (let at = from; at < this.#at; at++) {
      const text = this.#lines[at];
      this.#line(at === this.#at - 1 ? text.slice(0, text.length - rest) : text, this.#starts[at]);
    }
  }
}

/** Finds a closing fence: at the end of a line, or at its beginning, followed by a space and other text. */
function ending(line, sign, length) {
  const text = line.slice(0, contentEnd(line));
  let at = text.length;
  while (at > 0 && text[at - 1] === sign) {
    at--;
  }
  if (text.length - at >= length) {
    const before = text.slice(0, at);
    return { before: isBlankLine(before) ? null : before, after: null };
  }
  const start = text.match(/^[ \t]*/)[0].length;
  const after = text[start] === sign ? start + runLength(text, start) : 0;
  return after - start >= length && /[ \t]/.test(text[after]) ? { before: null, after: text.slice(after).trimStart() } : null;
}

/** The index at which a line's trailing space begins. A regular expression would take quadratic time. */
function contentEnd(line) {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') {
    end--;
  }
  return end;
}

/** Removes the fence's indentation from a line. */
function unindented(line, indent) {
  let from = 0;
  while (from < indent && (line[from] === ' ' || line[from] === '\t')) {
    from++;
  }
  return line.slice(from);
}
