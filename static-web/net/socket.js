import { Connection } from './connection.js';

const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
const SHORTEST_WAIT = 100;
/** A move that failed is tried again within this time. */
const NEXT_MOVE = 1_000;
/** It ended by itself, because somebody else is signed in now; no close code of the protocol. */
export const OTHER_ACCOUNT = 4999;
/** A connection that lived this long was a good one: the next back-off starts anew. */
const PROVEN_AFTER = 5_000;

/**
 * The tab's one way to the server: keeps a connection open for as long as it may.
 *
 * States: `idle`, `connecting`, `open`, `waiting` (lost, trying again by itself), `ended` (never again).
 * Events: `state`; `open` with the welcome at every new connection; `frame`; `failed` when a handshake did not
 * succeed, which a signed-out session also looks like; `ended` with the close code.
 *
 * It acts for one account: a connection that belongs to another one ends it before anything is sent.
 */
export class Socket extends EventTarget {
  #address;
  #account;
  #WebSocket;
  #random;
  #connection = null;
  #successor = null;
  #retry = null;
  #failures = 0;
  #openedAt = 0;

  state = 'idle';

  constructor(address, account, { WebSocket = globalThis.WebSocket, random = Math.random } = {}) {
    super();
    this.#address = address;
    this.#account = account;
    this.#WebSocket = WebSocket;
    this.#random = random;
  }

  /** Connects now; does nothing when that is under way or done. */
  connect() {
    if (this.state === 'ended' || this.#connection) {
      return;
    }
    clearTimeout(this.#retry);
    this.#become('connecting');
    this.#connection = this.#dial((lost, code, welcomed) => lost === this.#connection && this.#lost(code, welcomed));
  }

  /** Sends a frame if the connection is open; says whether it did. */
  send(frame) {
    if (this.state !== 'open') {
      return false;
    }
    this.#connection.send(frame);
    return true;
  }

  /** Something suggests that the connection is dead (woken up, network changed): finds out soon. */
  check() {
    if (this.state === 'open') {
      this.#connection.check();
    } else {
      this.connect();
    }
  }

  /** The network is gone: does not wait for the connection to notice. */
  drop() {
    this.#connection?.drop();
  }

  /** Somebody else is signed in now: nothing more is sent. */
  accountChanged() {
    this.end(OTHER_ACCOUNT);
  }

  end(code = 1000) {
    if (this.state === 'ended') {
      return;
    }
    clearTimeout(this.#retry);
    this.#become('ended');
    this.#successor?.drop();
    this.#connection?.drop();
    this.#emit('ended', code);
  }

  #dial(closed) {
    const connection = new Connection(
      this.#address,
      {
        welcome: (frame) => this.#welcomed(connection, frame),
        frame: (frame) => this.#received(connection, frame),
        closed: (code, welcomed) => closed(connection, code, welcomed),
      },
      this.#WebSocket,
    );
    return connection;
  }

  #welcomed(connection, frame) {
    if (frame.account.username !== this.#account) {
      connection.drop();
      this.accountChanged();
      return;
    }
    const previous = this.#connection;
    this.#connection = connection;
    this.#successor = null;
    this.#openedAt = Date.now();
    this.#become('open');
    this.#emit('open', frame);
    if (previous !== connection) {
      previous?.drop();
    }
  }

  #received(connection, frame) {
    if (frame.type === 'drain') {
      this.#moveWithin(frame.within_ms ?? 0);
    } else if (connection === this.#connection) {
      this.#emit('frame', frame);
    }
  }

  /** The node goes away: a second connection takes over before the first one closes, at a moment of our own. */
  #moveWithin(limit) {
    const leaving = this.#connection;
    setTimeout(() => {
      if (leaving === this.#connection && !this.#successor && this.state === 'open') {
        this.#successor = this.#dial((lost, code, welcomed) => this.#successorLost(lost, code, welcomed));
      }
    }, (this.#random() * limit) / 2);
  }

  #successorLost(lost, code, welcomed) {
    if (lost === this.#successor) {
      // A balancer may have led it to the node that goes away.
      this.#successor = null;
      this.#moveWithin(NEXT_MOVE);
    } else if (lost === this.#connection) {
      this.#lost(code, welcomed);
    }
  }

  #lost(code, welcomed) {
    this.#connection = null;
    if (this.state === 'ended') {
      return;
    }
    if (code >= 4500) {
      this.end(code);
      return;
    }
    this.#failures = welcomed && Date.now() - this.#openedAt > PROVEN_AFTER ? 0 : this.#failures + 1;
    this.#become('waiting');
    this.#retry = setTimeout(() => this.connect(), this.#wait());
    if (!welcomed) {
      this.#emit('failed');
    }
  }

  /** Full jitter: a thousand clients of one lost node come back spread out. */
  #wait() {
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    return Math.max(SHORTEST_WAIT, this.#random() * ceiling);
  }

  #become(state) {
    if (state !== this.state) {
      this.state = state;
      this.#emit('state', state);
    }
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
