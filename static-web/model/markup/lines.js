import { isAlphanumeric, isEscaped, runLength } from './characters.js';
import { isLanguage } from './languages.js';

/** Shorter runs of backticks, or of tildes, open no block of code. */
const MIN_FENCE = 3;

/**
 * Parts a text into blocks of code, quotes and other lines. The server's `MarkupLines` does the same for mentions.
 *
 * @returns in order `{type: 'line', text}`, `{type: 'code', text, indent}` and `{type: 'quote', text}`, a quote without its marks
 */
export function segments(text) {
  return new LineReader(text.split('\n')).read();
}

/**
 * The code between backticks in a line: from a run of them to the next run of the same length.
 *
 * @returns `{spans, loose, escaped}`: spans by where they begin, `{from, to, end}`; the runs that begin none, `{at, length}`; where
 *   there would be a span without the backslash
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
      // An apostrophe
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

/** All runs of backticks, each with the index of the next one of its length. */
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
  #lines;
  #at = 0;
  #read = [];
  /** Fences as long as this have no end in the lines that follow. */
  #endless = Infinity;

  constructor(lines) {
    this.#lines = lines;
  }

  read() {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      if (isQuote(line)) {
        this.#quote();
      } else {
        this.#at++;
        this.#plain(line);
      }
    }
    return this.#read;
  }

  /** Lines with the mark, and between two of them those of the mark alone. */
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

  #plain(line) {
    const fence = this.#opening(line);
    if (fence) {
      this.#code(line, fence);
    } else {
      this.#read.push({ type: 'line', text: line });
    }
  }

  /** A fence begins a line, or stands behind other text and has an end. */
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
    if (length >= this.#endless) {
      return false;
    }
    const found = this.#lines.slice(this.#at).some((line) => ending(line, '`', length));
    this.#endless = found ? this.#endless : length;
    return found;
  }

  #code(line, { at, length, sign, indent }) {
    const first = line.slice(at + length);
    const code = isBlankLine(first) || isLanguage(first.trim()) ? [] : [first];
    const from = this.#at;
    let end = null;
    while (this.#at < this.#lines.length && !end) {
      const next = this.#lines[this.#at++];
      end = ending(next, sign, length);
      const inside = end ? end.before : next;
      inside === null || code.push(unindented(inside, indent));
    }
    if (code.every((inside) => inside.trim() === '')) {
      // There is nothing in it: the signs are all that was written.
      const raw = [line, ...this.#lines.slice(from, this.#at)];
      const rest = end?.after?.length ?? 0;
      raw.push(raw.pop().slice(0, rest > 0 ? -rest : undefined));
      raw.forEach((one) => this.#read.push({ type: 'line', text: one }));
    } else {
      at > indent && this.#read.push({ type: 'line', text: line.slice(0, at) });
      this.#read.push({ type: 'code', text: code.join('\n'), indent });
    }
    end?.after && this.#plain(end.after);
  }
}

/** Where a fence ends: at the end of a line, or at its beginning, with other text behind a space. */
function ending(line, sign, length) {
  const text = line.replace(/[ \t]+$/, '');
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

/** Without as much of the space in front as the fence had. */
function unindented(line, indent) {
  let from = 0;
  while (from < indent && (line[from] === ' ' || line[from] === '\t')) {
    from++;
  }
  return line.slice(from);
}
