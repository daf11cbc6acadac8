import { Problem } from '../net/problem.js';

/** Matches answers to requests by the frame field `ref`. */
export class Requests {
  #send;
  #pending = new Map();
  #lastRef = 0;

  /** @param send sends a frame; returns whether it could */
  constructor(send) {
    this.#send = send;
  }

  /** Sends a frame; resolves with its answer, rejects with the refusal, or with `disconnected` if there will be no answer. */
  send(frame) {
    const ref = String(++this.#lastRef);
    return new Promise((resolve, reject) => {
      if (this.#send({ ...frame, ref })) {
        this.#pending.set(ref, { resolve, reject });
      } else {
        reject(disconnected());
      }
    });
  }

  /** Settles the request that a frame answers; returns whether there was one. */
  answer(frame) {
    const request = this.#pending.get(frame.ref);
    if (!request) {
      return false;
    }
    this.#pending.delete(frame.ref);
    if (frame.type === 'refused') {
      request.reject(new Problem(frame));
    } else {
      request.resolve(frame);
    }
    return true;
  }

  /** Rejects all requests: their connection is lost. */
  lost() {
    const requests = [...this.#pending.values()];
    this.#pending.clear();
    requests.forEach(({ reject }) => reject(disconnected()));
  }
}

const disconnected = () => new Problem({ code: 'disconnected', detail: 'The connection is lost. Try again when it is back.' });
