/** Maximum number of rows held; rows far from the reader are dropped and read again on demand. */
const MAX_ROWS = 448;
/** Rows kept on either side of the reader. */
const KEPT_AROUND = 192;

/**
 * The loaded messages of a room, by seq: one contiguous range anywhere in the log. A row is replaced only by a newer
 * revision of itself.
 */
export class Rows {
  #bySeq = new Map();
  #pending = null;

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
      keepNewer(this.#pending, message);
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
    this.#pending ??= new Map();
  }

  giveUp() {
    this.#pending = null;
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
    const changed = [...page.map(({ seq }) => seq), this.first, this.last + 1];
    page.forEach((message) => keepNewer(this.#bySeq, message));
    this.first = Math.min(this.first, page[0].seq);
    this.last = Math.max(this.last, page.at(-1).seq);
    return [...changed, ...this.#mergePending(this.#pending)];
  }

  /** Returns rows for a range elsewhere in the log, including the changes that were set aside. */
  elsewhere(messages) {
    const rows = new Rows(messages);
    rows.#mergePending(this.#pending);
    return rows;
  }

  /** Drops rows far from the given one if there are too many; returns whether it did. */
  keepAround(seq) {
    if (this.size <= MAX_ROWS) {
      return false;
    }
    const first = Math.max(this.first, seq - KEPT_AROUND);
    const last = Math.min(this.last, seq + KEPT_AROUND);
    this.seqs().forEach((rowSeq) => (rowSeq < first || rowSeq > last) && this.#bySeq.delete(rowSeq));
    Object.assign(this, { first, last });
    return true;
  }

  #mergePending(pending) {
    return inOrder([...(pending?.values() ?? [])])
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
