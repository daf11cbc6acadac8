/**
 * The notices between the messages of a room: people who joined or left, and its new names and topics. Keyed by the seq of the message
 * that it follows; 0 before the first one. Only the notice after the newest message changes.
 */
export class Notices {
  #bySeq = new Map();

  /** The events after a message, in order. */
  after(seq) {
    return this.#bySeq.get(seq)?.events ?? [];
  }

  /** Stores notices that are newer than the known ones; returns the seqs of the messages that they follow. */
  merge(notices = []) {
    const newer = notices.filter(({ seq, revision }) => revision > (this.#bySeq.get(seq)?.revision ?? -1));
    newer.forEach((notice) => this.#bySeq.set(notice.seq, notice));
    return newer.map(({ seq }) => seq);
  }

  /** The notices between and around these messages. */
  within(first, last) {
    return [...this.#bySeq.values()].filter(({ seq }) => seq >= first - 1 && seq <= last);
  }

  /** Drops the notices before a message; they are loaded again with their messages. */
  dropBefore(first) {
    [...this.#bySeq.keys()].filter((seq) => seq < first - 1).forEach((seq) => this.#bySeq.delete(seq));
  }
}
