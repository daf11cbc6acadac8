import { Signal } from './signal.js';

/** Who is not heard again for so long has stopped typing. */
const LASTS = 5_000;

/**
 * Who is typing in a room, as far as we heard. Nobody says that they stopped: it passes, or their message comes.
 *
 * Events: `change`.
 */
export class Typing extends Signal {
  #timers = new Map();

  /** In the order in which they began. */
  get names() {
    return [...this.#timers.keys()];
  }

  heard(username) {
    const known = this.#timers.get(username);
    clearTimeout(known);
    this.#timers.set(
      username,
      setTimeout(() => this.stopped(username), LASTS),
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
