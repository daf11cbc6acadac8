import { Delivery } from './delivery.js';

/**
 * A message that waits this long while there is a connection has a sender that makes no progress: frozen or cut off. In
 * milliseconds.
 */
const TAKEOVER_DELAY = 5_000;

/** Sends the outbox's messages for all tabs of this browser while this tab is the leader. */
export class Sender {
  #outbox;
  #leader;
  #delivery;
  #connection;
  #takeoverTimer = null;

  /**
   * @param account the author of these messages
   * @param ask sends a frame and returns a promise of its answer
   * @param files uploads the files of an entry; see `Uploads`
   * @param connection the connection: `isConnected()`, `isOpen(room)`, `open(room)`
   */
  constructor(outbox, leader, account, ask, connection, files = null) {
    this.#outbox = outbox;
    this.#leader = leader;
    this.#connection = connection;
    this.#delivery = new Delivery(outbox, account, ask, (room) => leader.held && connection.isOpen(room), files);
    outbox.on('waiting', ({ detail }) => this.#send(detail));
    leader.on('change', () => this.sendAll());
  }

  /** Whether a room must stay open because something is being sent to it. */
  needs(room) {
    return this.#leader.held && this.#outbox.isBusy(room);
  }

  /** The ids of the rooms that have to be open. */
  get rooms() {
    return this.#leader.held ? this.#outbox.unsent : [];
  }

  sendAll() {
    this.#outbox.unsent.forEach((room) => this.#send(room));
  }

  /** The room was opened. */
  opened(room) {
    this.#delivery.flush(room);
  }

  #send(room) {
    if (!this.#leader.held) {
      this.#watch();
    } else if (this.#connection.isOpen(room)) {
      this.#delivery.flush(room);
    } else {
      this.#connection.open(room);
    }
  }

  /** Takes over when the leading tab does not send. A message that both send is stored once, because of its nonce. */
  #watch() {
    const [room] = this.#outbox.unsent;
    const nonce = room && this.#outbox.next(room)?.nonce;
    if (!nonce || this.#takeoverTimer) {
      return;
    }
    this.#takeoverTimer = setTimeout(() => {
      this.#takeoverTimer = null;
      if (this.#outbox.waits(nonce) && !this.#outbox.isActive(nonce, TAKEOVER_DELAY) && this.#connection.isConnected()) {
        this.#leader.take();
      } else {
        this.#watch();
      }
    }, TAKEOVER_DELAY);
  }
}
