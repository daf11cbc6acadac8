/** So near the end counts as the end. */
const NEAR = 48;
/** Reading is told at most this often. */
const PAUSE = 1_000;
/** From the top of what is seen to the message that it begins with. */
const HEADROOM = 72;

/** Where in the messages the reader is, and what the list does about it when it changes. */
export class ReadingPosition {
  #host;
  #atBottom;
  #isEnd;
  #moved;
  #scroller = null;
  #sizes = new ResizeObserver(() => this.settle());
  #pause = null;
  #missed = false;
  #last = { above: 0, below: 0, height: 0 };

  /** Whether the reader is at the bottom, so that new messages push the old ones up. */
  follows = true;

  /**
   * @param atBottom called when somebody is looking at the newest message, about once a second; says whether it noted that
   * @param isEnd whether the last message of the list is the newest one
   * @param moved called when the reader went elsewhere
   */
  constructor(host, { atBottom, isEnd, moved }) {
    this.#host = host;
    this.#atBottom = atBottom;
    this.#isEnd = isEnd;
    this.#moved = moved;
  }

  begin(scroller, content) {
    this.#scroller = scroller;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#sizes.observe(scroller);
    this.#sizes.observe(content);
    addEventListener('focus', this.#seen);
    document.addEventListener('visibilitychange', this.#seen);
    addEventListener('pagehide', this.#left);
    this.settle();
  }

  end() {
    this.#left();
    this.#sizes.disconnect();
    clearTimeout(this.#pause);
    removeEventListener('focus', this.#seen);
    document.removeEventListener('visibilitychange', this.#seen);
    removeEventListener('pagehide', this.#left);
  }

  /** What there is above and below of what is seen, in pixels. */
  get around() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return { above: scrollTop, below: scrollHeight - scrollTop - clientHeight, seen: clientHeight };
  }

  /** The message at the top of what is seen. */
  get topmost() {
    const top = this.#scroller.getBoundingClientRect().top;
    return [...this.#host.querySelectorAll('.message')].find((row) => row.getBoundingClientRect().bottom > top);
  }

  /** The content, or the room for it, has changed. */
  settle() {
    if (this.follows && this.#scroller) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#wentUp();
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
    const seen = this.follows ? null : this.topmost;
    const before = seen?.getBoundingClientRect().top;
    return () => {
      const moved = seen?.isConnected && !this.follows ? seen.getBoundingClientRect().top - before : 0;
      if (moved !== 0) {
        this.#scroller.scrollTop += moved;
      }
    };
  }

  /** Brings a message into sight and points at it. */
  show(row) {
    if (row) {
      this.follows = false;
      row.scrollIntoView({ block: 'center' });
      this.follows = this.#isEnd() && this.around.below < NEAR;
      this.#seen();
      row.focus({ preventScroll: true });
      row.classList.add('message-pointed');
      setTimeout(() => row.classList.remove('message-pointed'), 2_000);
    }
  }

  /** Lets reading begin here: at the bottom, if this is in sight from there. */
  startAt(line) {
    this.follows = this.#isEnd();
    this.settle();
    const above = line ? line.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top - HEADROOM : 0;
    if (!this.follows || above < 0) {
      this.follows = false;
      this.#scroller.scrollTop += above;
    }
  }

  #scrolled() {
    const wentUp = this.#wentUp();
    const atEnd = this.around.below < NEAR;
    this.follows = this.#isEnd() && (atEnd || (this.follows && !wentUp));
    if (this.follows) {
      this.#seen();
    }
    this.#moved();
  }

  /**
   * Whether the reader went up since the last time. Content that grows or shrinks is not their doing: in a low window the
   * browser moves to the top when little is there for a moment, and says so when there is much again.
   */
  #wentUp() {
    const { above, below } = this.around;
    const height = this.#scroller.scrollHeight;
    const wentUp = above < this.#last.above && below > this.#last.below && height === this.#last.height;
    this.#last = { above, below, height };
    return wentUp;
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

  #left = () => this.#missed && this.#tell();

  #tell() {
    return this.follows && document.visibilityState === 'visible' && document.hasFocus() && this.#atBottom();
  }
}
