import { Signal } from './signal.js';

/**
 * Whether this tab acts for all tabs of the browser. One does at a time, chosen by the browser's lock; when it is gone,
 * however it went, the next one does. Where there are no locks, every tab does.
 *
 * Events: `change`.
 */
export class Lead extends Signal {
  #name;
  #locks;
  #queued = null;

  held = false;

  /** @param locks the browser's lock manager, if it has one */
  constructor(name, locks) {
    super();
    this.#name = name;
    this.#locks = locks;
  }

  /** Leads as soon as nobody else does. */
  async begin() {
    if (!this.#locks) {
      this.#become(true);
      return;
    }
    this.#queued = new AbortController();
    await this.#hold({ signal: this.#queued.signal });
  }

  /** Leads at once: the one that does seems not to get on. */
  async take() {
    if (!this.held && this.#locks) {
      this.#queued?.abort();
      await this.#hold({ steal: true });
    }
  }

  /** Holds the lock until another tab takes it, or the tab is gone. */
  async #hold(options) {
    let granted = false;
    try {
      await this.#locks.request(this.#name, options, () => {
        granted = true;
        this.#become(true);
        return new Promise(() => {});
      });
    } catch {
      // Taken by another tab; or no longer waited for.
      granted && this.#lost();
    }
  }

  #lost() {
    this.#become(false);
    this.begin();
  }

  #become(held) {
    this.held = held;
    this.emit('change');
  }
}
