import { Emitter } from './emitter.js';

/**
 * Whether this tab acts for all tabs of the browser. The browser's lock elects one tab at a time; when that tab ends,
 * however it ends, the next one takes over. In browsers without locks every tab leads.
 *
 * Events: `change`.
 */
export class Leader extends Emitter {
  #name;
  #locks;
  #waiting = null;

  held = false;

  /** @param locks the browser's lock manager, if it has one */
  constructor(name, locks) {
    super();
    this.#name = name;
    this.#locks = locks;
  }

  /** Queues for the lock and leads once it is free. */
  async begin() {
    if (!this.#locks) {
      this.#setHeld(true);
      return;
    }
    this.#waiting = new AbortController();
    await this.#acquire({ signal: this.#waiting.signal });
  }

  /** Takes the lock immediately from a leader that makes no progress. */
  async take() {
    if (!this.held && this.#locks) {
      this.#waiting?.abort();
      await this.#acquire({ steal: true });
    }
  }

  /** Holds the lock until another tab takes it, or this tab ends. */
  async #acquire(options) {
    let granted = false;
    try {
      await this.#locks.request(this.#name, options, () => {
        granted = true;
        this.#setHeld(true);
        return new Promise(() => {});
      });
    } catch {
      // Another tab took the lock, or the request was aborted.
      granted && this.#lost();
    }
  }

  #lost() {
    this.#setHeld(false);
    this.begin();
  }

  #setHeld(held) {
    this.held = held;
    this.emit('change');
  }
}
