/**
 * The messages of a room that this tab holds, by seq: one stretch without holes, whose end is the newest message.
 * A row only ever gives way to a newer revision of itself.
 */
export class Rows {
  #bySeq = new Map();
  #aside = null;

  first = 0;
  last = 0;

  get size() {
    return this.#bySeq.size;
  }

  seqs() {
    return [...this.#bySeq.keys()];
  }

  at(seq) {
    return this.#bySeq.get(seq);
  }

  /** Takes a row's state; says whether it made a difference to what is shown. */
  merge(message) {
    if (this.size > 0 && message.seq < this.first) {
      keepNewer(this.#aside, message);
      return false;
    }
    if (!keepNewer(this.#bySeq, message)) {
      return false;
    }
    this.first = this.first === 0 ? message.seq : Math.min(this.first, message.seq);
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

  expectOlder() {
    this.#aside ??= new Map();
  }

  /** Puts an older page in front; a change that overtook it on the way wins. Returns the seqs to show anew. */
  addOlder(messages) {
    const aside = this.#aside ?? new Map();
    this.#aside = null;
    const formerFirst = this.first;
    for (const message of messages) {
      keepNewer(this.#bySeq, message);
      this.first = Math.min(this.first, message.seq);
    }
    aside.forEach((message) => message.seq >= this.first && keepNewer(this.#bySeq, message));
    // The row that was on top may now follow one of its author's.
    return [...messages.map(({ seq }) => seq), formerFirst];
  }
}

function keepNewer(rows, message) {
  if (!rows || message.revision <= (rows.get(message.seq)?.revision ?? -1)) {
    return false;
  }
  rows.set(message.seq, message);
  return true;
}
