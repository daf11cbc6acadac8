import { Connection } from './connection.js';

const INITIAL_DELAY = 400;
const MAX_DELAY = 15_000;
const MIN_DELAY = 100;
/** A failed move to another node is retried within this time; in milliseconds. */
const MOVE_RETRY_TIME = 1_000;
/** The socket was ended locally because another account is signed in; not a close code of the protocol. */
export const OTHER_ACCOUNT = 4999;
/** A connection that lasted this long resets the back-off; in milliseconds. */
const STABLE_AFTER = 5_000;

/**
 * This tab's connection to the server, re-established until the socket is ended.
 *
 * States: `idle`, `connecting`, `open`, `waiting` (lost, reconnecting after a delay), `ended` (final).
 * Events: `state`; `open` with the welcome of every new connection; `frame`; `failed` when a handshake failed, which
 * may also mean that the session has ended; `ended` with the close code.
 *
 * It acts for one account: if a connection turns out to be another account's, the socket ends before anything is sent.
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

  /** Connects now; does nothing if it is connecting or connected. */
  connect() {
    if (this.state === 'ended' || this.#connection) {
      return;
    }
    clearTimeout(this.#retry);
    this.#setState('connecting');
    this.#connection = this.#dial((lost, code, welcomed) => lost === this.#connection && this.#lost(code, welcomed));
  }

  /** Sends a frame if the connection is open; returns whether it did. */
  send(frame) {
    if (this.state !== 'open') {
      return false;
    }
    this.#connection.send(frame);
    return true;
  }

  /** Checks a connection that may be dead, for example after sleep or a network change; connects if there is none. */
  check() {
    if (this.state === 'open') {
      this.#connection.check();
    } else {
      this.connect();
    }
  }

  /** Drops the connection without waiting for a timeout, because the network is gone. */
  drop() {
    this.#connection?.drop();
  }

  /** Ends the socket because another account is signed in. */
  accountChanged() {
    this.end(OTHER_ACCOUNT);
  }

  end(code = 1000) {
    if (this.state === 'ended') {
      return;
    }
    clearTimeout(this.#retry);
    this.#setState('ended');
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
    this.#setState('open');
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

  /** The node is draining: a second connection takes over, at a random time, before the first one closes. */
  #moveWithin(limit) {
    const old = this.#connection;
    setTimeout(() => {
      if (old === this.#connection && !this.#successor && this.state === 'open') {
        this.#successor = this.#dial((lost, code, welcomed) => this.#successorLost(lost, code, welcomed));
      }
    }, (this.#random() * limit) / 2);
  }

  #successorLost(lost, code, welcomed) {
    if (lost === this.#successor) {
      // A load balancer may have routed it to the draining node.
      this.#successor = null;
      this.#moveWithin(MOVE_RETRY_TIME);
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
    this.#failures = welcomed && Date.now() - this.#openedAt > STABLE_AFTER ? 0 : this.#failures + 1;
    this.#setState('waiting');
    this.#retry = setTimeout(() => this.connect(), this.#retryDelay());
    if (!welcomed) {
      this.#emit('failed');
    }
  }

  /** Full jitter, so that the clients of a lost node do not all reconnect together. */
  #retryDelay() {
    const ceiling = Math.min(MAX_DELAY, INITIAL_DELAY * 2 ** this.#failures);
    return Math.max(MIN_DELAY, this.#random() * ceiling);
  }

  #setState(state) {
    if (state !== this.state) {
      this.state = state;
      this.#emit('state', state);
    }
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
