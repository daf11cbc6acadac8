import { Problem } from '../net/problem.js';

/** Matches answers to requests by the frame field `ref`. */
export class Requests {
  #send;
  #waiting = new Map();
  #last = 0;

  /** @param send sends a frame; returns whether it could */
  constructor(send) {
    this.#send = send;
  }

  /** Sends a frame; resolves with its answer, rejects with the refusal, or with `disconnected` if there will be no answer. */
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

  /** Settles the request that a frame answers; returns whether there was one. */
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

  /** Rejects all requests: their connection is lost. */
  lost() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    waiting.forEach(({ reject }) => reject(disconnected()));
  }
}

const disconnected = () => new Problem({ code: 'disconnected', detail: 'The connection is lost. Try again when it is back.' });
