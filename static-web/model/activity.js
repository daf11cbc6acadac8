import { Emitter } from './emitter.js';

/** A page without input for this long is not in use; in milliseconds. A hidden page receives no input. */
const IDLE_TIMEOUT = 10 * 60_000;

/** In milliseconds. */
const CHECK_INTERVAL = 30_000;

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

/**
 * Detects whether somebody is using this page.
 *
 * Events: `change`.
 */
export class Activity extends Emitter {
  #inputAt;
  #now;

  isActive = true;

  /** @param target the document */
  constructor(target, now = Date.now) {
    super();
    this.#now = now;
    this.#inputAt = now();
    INPUTS.forEach((type) => target.addEventListener(type, () => this.#input(), { passive: true, capture: true }));
    target.addEventListener('visibilitychange', () => target.visibilityState === 'visible' && this.#input());
    setInterval(() => this.#check(), CHECK_INTERVAL);
  }

  #input() {
    this.#inputAt = this.#now();
    this.#become(true);
  }

  /** Compares times, because timers stop while the computer sleeps. */
  #check() {
    this.#now() - this.#inputAt >= IDLE_TIMEOUT && this.#become(false);
  }

  #become(active) {
    if (active !== this.isActive) {
      this.isActive = active;
      this.emit('change');
    }
  }
}
