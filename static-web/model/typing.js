import { Emitter } from './emitter.js';

/** A typing notification expires after this time; in milliseconds. */
const DURATION = 5_000;

/**
 * The accounts that are typing in a room. Nobody reports that they stopped: a notification expires, or the message
 * arrives.
 *
 * Events: `change`.
 */
export class Typing extends Emitter {
  #timers = new Map();

  /** The usernames, in the order in which they began typing. */
  get names() {
    return [...this.#timers.keys()];
  }

  received(username) {
    const known = this.#timers.get(username);
    clearTimeout(known);
    this.#timers.set(
      username,
      setTimeout(() => this.stopped(username), DURATION),
    );
    known ?? this.emit('change');
  }

  stopped(username) {
    if (this.#timers.has(username)) {
      clearTimeout(this.#timers.get(username));
      this.#timers.delete(username);
      this.emit('change');
    }
  }

  clear() {
    this.names.forEach((username) => this.stopped(username));
  }
}
