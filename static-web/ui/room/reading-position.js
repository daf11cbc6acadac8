/** Distance to the bottom that counts as being there; in pixels. */
const NEAR_PIXELS = 48;
/** Minimum time between two reports of reading; in milliseconds. */
const REPORT_INTERVAL = 1_000;
/** Distance from the top edge to the message that reading starts at; in pixels. */
const HEADROOM = 72;

/**
 * The scroll position in a message list. It follows the bottom or keeps its place when the content changes, and reports
 * reading.
 */
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

  /** Whether the reader is at the bottom, so that new messages scroll the list. */
  follows = true;

  /**
   * @param atBottom called about once a second while the newest message is visible; returns whether it recorded that as
   * read
   * @param isEnd whether the list's last message is the newest one
   * @param moved called after the reader has scrolled
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
    addEventListener('focus', this.#reportThrottled);
    document.addEventListener('visibilitychange', this.#reportThrottled);
    addEventListener('pagehide', this.#reportMissed);
    this.settle();
  }

  end() {
    this.#reportMissed();
    this.#sizes.disconnect();
    clearTimeout(this.#pause);
    removeEventListener('focus', this.#reportThrottled);
    document.removeEventListener('visibilitychange', this.#reportThrottled);
    removeEventListener('pagehide', this.#reportMissed);
  }

  /** The heights above and below the visible part, and of that part, in pixels. */
  get around() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return { above: scrollTop, below: scrollHeight - scrollTop - clientHeight, seen: clientHeight };
  }

  /** The topmost visible message. */
  get topmost() {
    const top = this.#scroller.getBoundingClientRect().top;
    return [...this.#host.querySelectorAll('.message')].find((row) => row.getBoundingClientRect().bottom > top);
  }

  /** Adjusts the position after the content or its container changed size. */
  settle() {
    if (this.follows && this.#scroller) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#scrolledUp();
      this.#reportThrottled();
    }
  }

  toBottom() {
    this.follows = true;
    this.settle();
  }

  /**
   * Remembers the visible message.
   *
   * @returns a function that scrolls it back to the same place after content was inserted above it
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

  /** Scrolls a message into view, focuses it and highlights it. */
  show(row) {
    if (row) {
      this.follows = false;
      row.scrollIntoView({ block: 'center' });
      this.follows = this.#isEnd() && this.around.below < NEAR_PIXELS;
      this.#reportThrottled();
      row.focus({ preventScroll: true });
      row.classList.add('message-pointed');
      setTimeout(() => row.classList.remove('message-pointed'), 2_000);
    }
  }

  /** Starts reading here; stays at the bottom if the line is visible from there. */
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
    const scrolledUp = this.#scrolledUp();
    const atEnd = this.around.below < NEAR_PIXELS;
    this.follows = this.#isEnd() && (atEnd || (this.follows && !scrolledUp));
    if (this.follows) {
      this.#reportThrottled();
    }
    this.#moved();
  }

  /**
   * Whether the reader has scrolled up. Content that grows or shrinks does not count: in a low window the browser
   * scrolls to the top when the content is briefly short, and reports that when it is long again.
   */
  #scrolledUp() {
    const { above, below } = this.around;
    const height = this.#scroller.scrollHeight;
    const scrolledUp = above < this.#last.above && below > this.#last.below && height === this.#last.height;
    this.#last = { above, below, height };
    return scrolledUp;
  }

  /** Reports reading immediately, and once more after the pause if there was reason to. */
  #reportThrottled = () => {
    if (this.#pause) {
      this.#missed = true;
    } else if (this.#report()) {
      this.#missed = false;
      this.#pause = setTimeout(() => {
        this.#pause = null;
        this.#missed && this.#reportThrottled();
      }, REPORT_INTERVAL);
    }
  };

  #reportMissed = () => this.#missed && this.#report();

  #report() {
    return this.follows && document.visibilityState === 'visible' && document.hasFocus() && this.#atBottom();
  }
}
