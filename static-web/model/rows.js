/** More rows than these are not held; what is far from the reader is read again when it is wanted. */
const MOST = 448;
/** So many stay on either side of the reader. */
const REACH = 192;

/**
 * The messages of a room that this tab holds, by seq: one stretch without holes, anywhere in the log.
 * A row only ever gives way to a newer revision of itself.
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

  /** Takes the state of a row of this stretch, or of the one behind it; says whether that changed what is shown. */
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

  /** The last row that this holds for. */
  findLast(test) {
    for (let seq = this.last; seq >= this.first && seq > 0; seq--) {
      const row = this.at(seq);
      if (row && test(row)) {
        return row;
      }
    }
    return null;
  }

  /** A page is on its way: until it is here or given up, changes of rows that are not held are kept aside. */
  expect() {
    this.#aside ??= new Map();
  }

  giveUp() {
    this.#aside = null;
  }

  /**
   * Adds a page that adjoins this stretch; a change that overtook it on the way wins.
   *
   * @return the seqs to show anew: of the page, and of the rows that now follow others
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

  /** A stretch elsewhere in the log, with what is aside here. */
  elsewhere(messages) {
    const rows = new Rows(messages);
    rows.#takeAside(this.#aside);
    return rows;
  }

  /** Drops what is far from a row, when there is much of it; says whether there was. */
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
