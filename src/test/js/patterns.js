/** Sample characters of each class that patterns distinguish. */
const SAMPLES = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), 'é', 'ß', '\u0301', '\u00a0', '—', '’', '。', '“', '字', 'さ', '님', 'ก', 'ש', '١', '🎉', '©', '→', '\ufe0f', '\u200d', '\u2800'];

const UNBOUNDED = Infinity;

/**
 * Finds the places where a regular expression can match one text in many ways, so that backtracking on a text that does
 * not match takes excessive time: unbounded repetitions, adjacent or nested, that match the same characters, and
 * alternatives in a repetition that begin alike.
 */
export function ambiguities(source, flags) {
  const found = [];
  const pattern = new Parser(source, flags).alternatives();
  visit(pattern, found);
  return found;
}

/**
 * Parses a pattern into parts `{chars, most, least, source, branches}`: a part matches characters, or has branches,
 * each a list of parts.
 */
class Parser {
  #source;
  #flags;
  #at = 0;

  constructor(source, flags) {
    this.#source = source;
    this.#flags = flags.replace(/[gyd]/g, '');
  }

  alternatives() {
    const branches = [[]];
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        this.#at++;
        branches.push([]);
      } else {
        const part = this.#part();
        part && branches.at(-1).push(part);
      }
    }
    return branches;
  }

  #part() {
    const start = this.#at;
    if (this.#take(/[\^$]|\\[bB]/y)) {
      return null;
    }
    const look = this.#take(/\(\?<?[=!]/y);
    if (look || this.#take(/\((?:\?:|\?<\w+>)?/y)) {
      const branches = this.alternatives();
      this.#at++;
      const part = this.#quantified({ branches, source: this.#source.slice(start, this.#at) });
      return look ? { ...part, look: true } : part;
    }
    const atom = this.#take(/\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|[^]/uy);
    const matcher = new RegExp(`^(?:${atom})$`, this.#flags);
    return this.#quantified({ chars: new Set(SAMPLES.filter((sample) => matcher.test(sample))), source: atom });
  }

  #quantified(part) {
    const sign = this.#take(/[*+?]\??|\{\d+(?:,\d*)?\}\??/y) ?? '';
    const [, from, comma, to] = sign.match(/^\{(\d+)(,?)(\d*)\}/) ?? [];
    const least = from === undefined ? (/^[*?]/.test(sign) ? 0 : 1) : Number(from);
    const most = from === undefined ? (/^[*+]/.test(sign) ? UNBOUNDED : 1) : to ? Number(to) : comma ? UNBOUNDED : least;
    return { ...part, least, most, source: part.source + sign };
  }

  #take(pattern) {
    pattern.lastIndex = this.#at;
    const [taken] = pattern.exec(this.#source) ?? [];
    this.#at += taken?.length ?? 0;
    return taken;
  }
}

function visit(branches, found) {
  for (const parts of branches) {
    beside(parts, found);
    for (const part of parts) {
      part.branches && visit(part.branches, found);
      part.branches && part.most === UNBOUNDED && inside(part, found);
    }
  }
}

/** Finds adjacent repetitions without a required part between them that separates them. */
function beside(parts, found) {
  parts.forEach((part, index) => {
    for (const next of repeats(part) ? parts.slice(index + 1).filter(({ look }) => !look) : []) {
      if (repeats(next) && share(last(part), first(next))) {
        found.push(`${part.source} beside ${next.source}`);
      }
      if (next.least > 0 && !(repeats(next) && isWithin(first(next), last(part)))) {
        break;
      }
    }
  });
}

/** Finds repetitions of something that can itself be repeated, or that begins alike in two ways. */
function inside(part, found) {
  for (const parts of part.branches) {
    beside([...parts, ...parts], found);
    const needed = parts.filter(({ least, look }) => least > 0 && !look);
    if (parts.length > 0 && needed.every((one) => repeats(one)) && parts.some(repeats) && needed.length < 2) {
      found.push(`${part.source} repeats a repetition`);
    }
  }
  part.branches.forEach((parts, index) =>
    part.branches.slice(index + 1).forEach((others) => {
      if (parts.length === 1 && others.length === 1 && share(first(parts[0]), first(others[0]))) {
        found.push(`${part.source} has alternatives that are alike`);
      }
    }),
  );
}

const repeats = (part) => !part.look && (part.most === UNBOUNDED || Boolean(part.branches?.some((parts) => parts.length === 1 && repeats(parts[0]))));

const first = (part) => part.chars ?? union(part.branches.map((parts) => edge(parts)));
const last = (part) => part.chars ?? union(part.branches.map((parts) => edge([...parts].reverse())));

/** The parts that can match at the edge: all up to the first required one. */
function edge(parts) {
  const able = [];
  for (const part of parts.filter(({ look }) => !look)) {
    able.push(first(part));
    if (part.least > 0) {
      break;
    }
  }
  return union(able);
}

const union = (sets) => new Set(sets.flatMap((set) => [...set]));
const share = (a, b) => [...a].some((character) => b.has(character));
const isWithin = (a, b) => [...a].every((character) => b.has(character));
