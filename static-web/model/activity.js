import { Emitter } from './emitter.js';

/** Without input for this long, nobody uses the page; in milliseconds. A hidden page gets no input. */
const IDLE = 10 * 60_000;

/** How often that is checked; in milliseconds. */
const CHECK_INTERVAL = 30_000;

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

/**
 * Whether somebody uses this page.
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

  /** Also ends activity before the computer slept: the time that passed counts, not the timers. */
  #check() {
    this.#now() - this.#inputAt >= IDLE && this.#become(false);
  }

  #become(active) {
    if (active !== this.isActive) {
      this.isActive = active;
      this.emit('change');
    }
  }
}
