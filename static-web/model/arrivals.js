/** Takes texts out of the outbox once their rows are in the log that this tab shows, so that each is seen once. */
export class Arrivals {
  #outbox;
  #author;

  constructor(outbox, author) {
    this.#outbox = outbox;
    this.#author = author;
  }

  watch(room) {
    room.on('rows', ({ detail }) => this.#settle(room, detail));
    room.on('reset', () => this.#settle(room, room.rows.seqs()));
  }

  /** Acknowledgements may also come after their rows. */
  acknowledged(room) {
    const arrived = this.#outbox.of(room.id).filter(({ state, seq }) => state === 'posted' && seq <= room.rows.last);
    arrived.forEach(({ nonce }) => this.#outbox.remove(nonce));
  }

  #settle(room, seqs) {
    if (this.#outbox.of(room.id).length > 0) {
      const own = seqs.map((seq) => room.rows.at(seq)).filter((row) => row?.author === this.#author);
      own.forEach(({ nonce }) => this.#outbox.remove(nonce));
    }
  }
}
