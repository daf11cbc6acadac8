import { addressEnd, mailAround, targetEnd } from './addresses.js';
import { isAlphanumeric, isEscaped, runLength } from './characters.js';
import { codeSpans } from './lines.js';
import { candidates } from './mentions.js';

/**
 * Finds what binds more tightly than emphasis: code, addresses, links and mentions, each within a line. The server's
 * `MarkupLine` finds the same mentions.
 *
 * @returns regions by start index: `{type: 'code', text, end}`, `{type: 'address', scheme, end}`, `{type: 'link',
 * label, href, end}`, `{type: 'mention', names}`, and `{type: 'backslash', end}` for a backslash that escapes the next
 * sign
 */
export function regions(text) {
  const found = new Map();
  let at = 0;
  for (const line of text.split('\n')) {
    new Regions(text, at, line, found).read();
    at += line.length + 1;
  }
  return found;
}

class Regions {
  #text;
  #start;
  #end;
  #code;
  #regions;
  #brackets = [];
  /** The end of the last region. */
  #free;
  /** The start of each region that may still become part of a link. */
  #starts = [];

  constructor(text, start, line, found) {
    this.#text = text;
    this.#start = start;
    this.#free = start;
    this.#end = start + line.length;
    this.#code = line.includes('`') ? codeSpans(line) : null;
    this.#regions = found;
  }

  read() {
    for (let at = this.#start; at < this.#end; ) {
      at = this.#next(at);
    }
  }

  #next(at) {
    switch (this.#text[at]) {
      case '`':
        return this.#backticks(at);
      case '[':
        this.#brackets.push({ at, begins: this.#starts.length, escaped: isEscaped(this.#text, at) });
        return at + 1;
      case ']':
        return this.#bracket(at);
      case '@':
        return this.#at(at);
      case 'h':
      case 'H':
      case 'w':
      case 'W':
        return this.#address(at);
      default:
        return at + 1;
    }
  }

  #backticks(at) {
    const span = this.#code.spans.get(at - this.#start);
    if (span) {
      const text = this.#text.slice(this.#start + span.from, this.#start + span.to);
      return this.#add(at, { type: 'code', text: unpadded(text), end: this.#start + span.end });
    }
    if (this.#code.escaped.has(at - this.#start)) {
      this.#add(at - 1, { type: 'backslash', end: at });
    }
    return at + runLength(this.#text, at);
  }

  #bracket(at) {
    const opener = this.#brackets.at(-1);
    const end = opener && this.#text[at + 1] === '(' ? targetEnd(this.#text, at + 2) : -1;
    const escaped = isEscaped(this.#text, at);
    escaped || this.#brackets.pop();
    if (end < 0) {
      return at + 1;
    }
    if (escaped || opener.escaped) {
      const backslash = (escaped ? at : opener.at) - 1;
      this.#add(backslash, { type: 'backslash', end: backslash + 1 });
      return at + 1;
    }
    this.#starts.splice(opener.begins).forEach((inside) => this.#regions.delete(inside));
    this.#brackets = [];
    return this.#add(opener.at, { type: 'link', label: this.#text.slice(opener.at + 1, at), href: this.#text.slice(at + 2, end), end: end + 1 });
  }

  #at(at) {
    const mail = isAlphanumeric(this.#text[at - 1] ?? '') ? mailAround(this.#text, at, this.#free) : null;
    return mail ? this.#add(mail.start, { type: 'address', scheme: 'mailto:', end: mail.end }) : this.#mention(at);
  }

  #mention(at) {
    const escaped = isEscaped(this.#text, at);
    const names = candidates(this.#text, at);
    if (names.length > 0) {
      escaped ? this.#add(at - 1, { type: 'backslash', end: at }) : this.#add(at, { type: 'mention', names });
    }
    return at + 1;
  }

  #address(at) {
    const end = addressEnd(this.#text, at);
    return end < 0 ? at + 1 : this.#add(at, { type: 'address', scheme: /^w/i.test(this.#text[at]) ? 'https://' : '', end });
  }

  #add(at, region) {
    this.#regions.set(at, region);
    this.#starts.push(at);
    this.#free = region.end ?? at + 1;
    return this.#free;
  }
}

/** Removes one space from either side, which keeps the code apart from its backticks. */
const unpadded = (code) => (/^ .* $/.test(code) && code.trim() !== '' ? code.slice(1, -1) : code);
