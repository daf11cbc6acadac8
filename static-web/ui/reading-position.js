/** So near the end counts as the end. */
const NEAR = 48;
/** Reading is told at most this often. */
const PAUSE = 1_000;

/** Where in the messages the reader is, and what the list does about it when it changes. */
export class ReadingPosition {
  #host;
  #atBottom;
  #scroller = null;
  #sizes = new ResizeObserver(() => this.settle());
  #pause = null;
  #missed = false;

  /** Whether the reader is at the bottom, so that new messages push the old ones up. */
  follows = true;

  /** @param atBottom called when somebody is looking at the newest message, about once a second; says whether it noted that */
  constructor(host, atBottom) {
    this.#host = host;
    this.#atBottom = atBottom;
  }

  begin(scroller, content) {
    this.#scroller = scroller;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#sizes.observe(scroller);
    this.#sizes.observe(content);
    addEventListener('focus', this.#seen);
    document.addEventListener('visibilitychange', this.#seen);
    this.settle();
  }

  end() {
    this.#missed && this.#tell();
    this.#sizes.disconnect();
    clearTimeout(this.#pause);
    removeEventListener('focus', this.#seen);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** The content, or the room for it, has changed. */
  settle() {
    if (this.follows && this.#scroller) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#seen();
    }
  }

  toBottom() {
    this.follows = true;
    this.settle();
  }

  /**
   * Notes what the reader sees.
   *
   * @return brings it back to the same place, after something was put above it
   */
  keep() {
    const top = this.#scroller.getBoundingClientRect().top;
    const seen = [...this.#host.querySelectorAll('.message')].find((row) => row.getBoundingClientRect().bottom > top);
    const before = seen?.getBoundingClientRect().top;
    return () => {
      if (seen?.isConnected && !this.follows) {
        this.#scroller.scrollTop += seen.getBoundingClientRect().top - before;
      }
    };
  }

  /** Brings a message into sight and points at it. */
  show(row) {
    if (row) {
      this.follows = false;
      row.scrollIntoView({ block: 'center' });
      row.focus({ preventScroll: true });
      row.classList.add('message-pointed');
      setTimeout(() => row.classList.remove('message-pointed'), 2_000);
    }
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.follows = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.follows) {
      this.#seen();
    }
  }

  /** Tells at once, and then once more after the pause if there was reason to. */
  #seen = () => {
    if (this.#pause) {
      this.#missed = true;
    } else if (this.#tell()) {
      this.#missed = false;
      this.#pause = setTimeout(() => {
        this.#pause = null;
        this.#missed && this.#seen();
      }, PAUSE);
    }
  };

  #tell() {
    return this.follows && document.visibilityState === 'visible' && document.hasFocus() && this.#atBottom();
  }
}
