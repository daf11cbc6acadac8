const HANDSHAKE_LIMIT = 10_000;
const CHECK_LIMIT = 5_000;

/**
 * One WebSocket from handshake to close. It counts as open when the server's `welcome` arrives, and as dead when a ping
 * stays unanswered, whatever TCP reports. `closed` is called once, and no listener is called after it.
 */
export class Connection {
  #socket;
  #on;
  #heartbeat = null;
  #limit = null;
  #welcomed = false;
  #ended = false;

  /** @param on the listeners: welcome(frame), frame(frame), closed(code, welcomed) */
  constructor(address, on, WebSocket = globalThis.WebSocket) {
    this.#on = on;
    this.#socket = new WebSocket(address, ['parley.v1']);
    this.#socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    this.#socket.onclose = ({ code }) => this.#end(code);
    this.#limit = setTimeout(() => this.drop(), HANDSHAKE_LIMIT);
  }

  send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends a ping, and drops the connection if nothing arrives in time. */
  check() {
    if (this.#welcomed && !this.#limit) {
      this.send({ type: 'ping' });
      this.#limit = setTimeout(() => this.drop(), CHECK_LIMIT);
    }
  }

  /** Ends the connection immediately: a dead one would take minutes to close. */
  drop() {
    this.#socket.close();
    this.#end(1006);
  }

  #heard(frame) {
    if (this.#ended) {
      return;
    }
    clearTimeout(this.#limit);
    this.#limit = null;
    if (frame.type === 'welcome') {
      this.#welcomed = true;
      this.#heartbeat = setInterval(() => this.check(), (frame.heartbeat_seconds ?? 20) * 1000);
      this.#on.welcome(frame);
    } else if (frame.type !== 'pong') {
      this.#on.frame(frame);
    }
  }

  #end(code) {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    clearTimeout(this.#limit);
    clearInterval(this.#heartbeat);
    this.#on.closed(code, this.#welcomed);
  }
}
