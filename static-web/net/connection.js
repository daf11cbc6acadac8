const HANDSHAKE_TIMEOUT = 10_000;
const PING_TIMEOUT = 5_000;

/**
 * One WebSocket from handshake to close. It counts as open when the server's `welcome` arrives, and as dead when a ping
 * stays unanswered, whatever TCP reports. `closed` is called once, and no listener is called after it.
 */
export class Connection {
  #socket;
  #handlers;
  #heartbeat = null;
  #timeout = null;
  #welcomed = false;
  #ended = false;

  /** @param handlers the listeners: welcome(frame), frame(frame), closed(code, welcomed) */
  constructor(address, handlers, WebSocket = globalThis.WebSocket) {
    this.#handlers = handlers;
    this.#socket = new WebSocket(address, ['parley.v1']);
    this.#socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    this.#socket.onclose = ({ code }) => this.#end(code);
    this.#timeout = setTimeout(() => this.drop(), HANDSHAKE_TIMEOUT);
  }

  send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends a ping, and drops the connection if nothing arrives in time. */
  check() {
    if (this.#welcomed && !this.#timeout) {
      this.send({ type: 'ping' });
      this.#timeout = setTimeout(() => this.drop(), PING_TIMEOUT);
    }
  }

  /** Ends the connection immediately: a dead one would take minutes to close. */
  drop() {
    this.#socket.close();
    this.#end(1006);
  }

  #received(frame) {
    if (this.#ended) {
      return;
    }
    clearTimeout(this.#timeout);
    this.#timeout = null;
    if (frame.type === 'welcome') {
      this.#welcomed = true;
      this.#heartbeat = setInterval(() => this.check(), (frame.heartbeat_seconds ?? 20) * 1000);
      this.#handlers.welcome(frame);
    } else if (frame.type !== 'pong') {
      this.#handlers.frame(frame);
    }
  }

  #end(code) {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    clearTimeout(this.#timeout);
    clearInterval(this.#heartbeat);
    this.#handlers.closed(code, this.#welcomed);
  }
}
