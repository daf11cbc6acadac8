/** Maximum number of rows held; rows far from the reader are dropped and read again on demand. */
const MOST = 448;
/** Rows kept on either side of the reader. */
const REACH = 192;

/**
 * The loaded messages of a room, by seq: one contiguous range anywhere in the log. A row is replaced only by a newer
 * revision of itself.
 */
export class Rows {
  #bySeq = new Map();
  #aside = null;

  first = 0;
  last = 0;

  constructor(messages = []) {
    inOrder(messages).forEach((message) => this.merge(message));
  }

  get size() {
    return this.#bySeq.size;
  }

  seqs() {
    return [...this.#bySeq.keys()];
  }

  at(seq) {
    return this.#bySeq.get(seq);
  }

  /** Stores a row that is inside the range or directly after it; returns whether that changed the range. */
  merge(message) {
    if (this.size > 0 && (message.seq < this.first || message.seq > this.last + 1)) {
      keepNewer(this.#aside, message);
      return false;
    }
    if (!keepNewer(this.#bySeq, message)) {
      return false;
    }
    this.first ||= message.seq;
    this.last = Math.max(this.last, message.seq);
    return true;
  }

  /** The last row that passes the test; null for none. */
  findLast(test) {
    for (let seq = this.last; seq >= this.first && seq > 0; seq--) {
      const row = this.at(seq);
      if (row && test(row)) {
        return row;
      }
    }
    return null;
  }

  /** A page is being loaded: until it arrives or fails, changes to rows outside the range are set aside. */
  expect() {
    this.#aside ??= new Map();
  }

  giveUp() {
    this.#aside = null;
  }

  /**
   * Adds a page that adjoins the range; a change that was set aside meanwhile wins if it is newer.
   *
   * @returns the seqs to render again: those of the page, and those of the rows after it
   */
  extend(messages) {
    const page = inOrder(messages);
    if (page.length === 0 || page.at(-1).seq < this.first - 1 || page[0].seq > this.last + 1) {
      return [];
    }
    const anew = [...page.map(({ seq }) => seq), this.first, this.last + 1];
    page.forEach((message) => keepNewer(this.#bySeq, message));
    this.first = Math.min(this.first, page[0].seq);
    this.last = Math.max(this.last, page.at(-1).seq);
    return [...anew, ...this.#takeAside(this.#aside)];
  }

  /** Returns rows for a range elsewhere in the log, including the changes that were set aside. */
  elsewhere(messages) {
    const rows = new Rows(messages);
    rows.#takeAside(this.#aside);
    return rows;
  }

  /** Drops rows far from the given one if there are too many; returns whether it did. */
  keepAround(seq) {
    if (this.size <= MOST) {
      return false;
    }
    const first = Math.max(this.first, seq - REACH);
    const last = Math.min(this.last, seq + REACH);
    this.seqs().forEach((held) => (held < first || held > last) && this.#bySeq.delete(held));
    Object.assign(this, { first, last });
    return true;
  }

  #takeAside(aside) {
    return inOrder([...(aside?.values() ?? [])])
      .filter((message) => this.merge(message))
      .map(({ seq }) => seq);
  }
}

const inOrder = (messages) => [...messages].sort((a, b) => a.seq - b.seq);

function keepNewer(rows, message) {
  if (!rows || message.revision <= (rows.get(message.seq)?.revision ?? -1)) {
    return false;
  }
  rows.set(message.seq, message);
  return true;
}
