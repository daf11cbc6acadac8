import { Delivery } from './delivery.js';

/** A text that waits so long while there is a connection has a sender that does not get on: frozen, or cut off. */
const PATIENCE = 5_000;

/** Sends what the outbox holds, for all tabs of this browser, as long as this tab leads. */
export class Sender {
  #outbox;
  #lead;
  #delivery;
  #way;
  #doubt = null;

  /**
   * @param account whose texts these are
   * @param ask sends a frame and promises its answer
   * @param way to the server: `isConnected()`, `isOpen(room)` on the connection, `open(room)`
   */
  constructor(outbox, lead, account, ask, way) {
    this.#outbox = outbox;
    this.#lead = lead;
    this.#way = way;
    this.#delivery = new Delivery(outbox, account, ask, (room) => lead.held && way.isOpen(room));
    outbox.on('waiting', ({ detail }) => this.#send(detail));
    lead.on('change', () => this.sendAll());
  }

  /** Whether a room must stay open for what is sent to it. */
  needs(room) {
    return this.#lead.held && this.#outbox.isBusy(room);
  }

  /** The rooms that have to be open. */
  get rooms() {
    return this.#lead.held ? this.#outbox.unsent : [];
  }

  sendAll() {
    this.#outbox.unsent.forEach((room) => this.#send(room));
  }

  /** A room was opened. */
  opened(room) {
    this.#delivery.flush(room);
  }

  #send(room) {
    if (!this.#lead.held) {
      this.#watch();
    } else if (this.#way.isOpen(room)) {
      this.#delivery.flush(room);
    } else {
      this.#way.open(room);
    }
  }

  /** Sends itself what the tab that leads leaves lying. Sent by both it is stored once, by its nonce. */
  #watch() {
    const [room] = this.#outbox.unsent;
    const nonce = room && this.#outbox.next(room)?.nonce;
    if (!nonce || this.#doubt) {
      return;
    }
    this.#doubt = setTimeout(() => {
      this.#doubt = null;
      if (this.#outbox.waits(nonce) && this.#way.isConnected()) {
        this.#lead.take();
      } else {
        this.#watch();
      }
    }, PATIENCE);
  }
}
