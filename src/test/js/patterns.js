/** Characters of each kind that patterns tell apart. */
const SAMPLES = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), 'é', 'ß', '\u0301', '\u00a0', '—', '’', '。', '“', '字', 'さ', '님', 'ก', 'ש', '١', '🎉', '©', '→', '\ufe0f', '\u200d', '\u2800'];

const UNBOUNDED = Infinity;

/**
 * The places where a regular expression can share out a text in many ways, so that a text that does not match in the end
 * takes more than its share of time: repetitions without a bound that stand beside or in each other and match the same
 * characters, and alternatives in a repetition that begin alike.
 */
export function ambiguities(source, flags) {
  const found = [];
  const pattern = new Parser(source, flags).alternatives();
  visit(pattern, found);
  return found;
}

/** A part is `{chars, most, least, source, branches}`: of characters, or of branches, each a list of parts. */
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

/** Two repetitions with nothing between them that has to be there and tells them apart. */
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

/** A repetition of something that can itself be repeated, or that begins alike in two ways. */
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

/** What can stand at the edge: all up to the first part that has to be there. */
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
