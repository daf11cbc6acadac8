/** Removes messages from the outbox once their rows are in this tab's copy of the room, so that each is shown once. */
export class Arrivals {
  #outbox;
  #author;

  constructor(outbox, author) {
    this.#outbox = outbox;
    this.#author = author;
  }

  watch(room) {
    room.on('rows', ({ detail }) => this.#markArrived(room, detail.map((seq) => room.rows.at(seq))));
    room.on('reset', () => {
      this.#markArrived(room, room.rows.seqs().map((seq) => room.rows.at(seq)));
      this.acknowledged(room);
    });
    // Covers messages that are posted while the reader is elsewhere in the log.
    room.on('arrived', ({ detail }) => this.#markArrived(room, detail));
  }

  /** Handles acknowledgements, which may also arrive after their rows. */
  acknowledged(room) {
    const arrived = this.#outbox.of(room.id).filter(({ state, seq }) => state === 'posted' && seq <= room.info.last_seq);
    arrived.forEach(({ nonce }) => this.#outbox.arrived(nonce));
  }

  #markArrived(room, rows) {
    if (this.#outbox.of(room.id).length > 0) {
      const own = rows.filter((row) => row?.author === this.#author);
      own.forEach(({ nonce }) => this.#outbox.arrived(nonce));
    }
  }
}
