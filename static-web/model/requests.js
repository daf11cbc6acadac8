import { Problem } from '../net/problem.js';

/** Frames that were sent and wait for the answer that repeats their `ref`. */
export class Requests {
  #send;
  #waiting = new Map();
  #last = 0;

  /** @param send sends a frame; says whether it could */
  constructor(send) {
    this.#send = send;
  }

  /** Settles with the answer; fails with the refusal, or with `disconnected` when there will be no answer. */
  ask(frame) {
    const ref = String(++this.#last);
    return new Promise((resolve, reject) => {
      if (this.#send({ ...frame, ref })) {
        this.#waiting.set(ref, { resolve, reject });
      } else {
        reject(disconnected());
      }
    });
  }

  /** Hands an answer to who waits for it; says whether somebody did. */
  answer(frame) {
    const waiting = this.#waiting.get(frame.ref);
    if (!waiting) {
      return false;
    }
    this.#waiting.delete(frame.ref);
    if (frame.type === 'refused') {
      waiting.reject(new Problem(frame));
    } else {
      waiting.resolve(frame);
    }
    return true;
  }

  /** The connection that they were sent on is gone. */
  lost() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    waiting.forEach(({ reject }) => reject(disconnected()));
  }
}

const disconnected = () => new Problem({ code: 'disconnected', detail: 'The connection is lost. Try again when it is back.' });
