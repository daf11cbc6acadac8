const ANSWER_LIMIT = 15_000;
const SECOND_TRY_AFTER = 1_000;

/** Refusals that say "not now" rather than "no". */
export const PASSING = new Set(['rate_limited', 'overloaded', 'unavailable', 'not_open', 'unanswered']);

/** Sends what the outbox holds: one text of a room at a time, in order, again after a lost connection. */
export class Delivery {
  #outbox;
  #account;
  #ask;
  #maySend;

  /**
   * @param account whose texts these are
   * @param ask sends a frame and promises its answer
   * @param maySend whether texts may go to a room now
   */
  constructor(outbox, account, ask, maySend) {
    this.#outbox = outbox;
    this.#account = account;
    this.#ask = ask;
    this.#maySend = maySend;
  }

  /** Sends what waits for a room. Safe to call at any time, as often as wanted. */
  async flush(room) {
    for (let entry; this.#maySend(room) && (entry = this.#outbox.next(room)); ) {
      this.#outbox.sending(entry.nonce);
      if (!(await this.#deliver(entry))) {
        return;
      }
    }
  }

  async #deliver({ nonce, room, text, reply_to }) {
    try {
      const frame = { type: 'post', account: this.#account, room, nonce, text, ...(reply_to === null ? {} : { reply_to }) };
      const { seq } = await withLimit(this.#ask(frame));
      this.#outbox.posted(nonce, seq);
      return true;
    } catch (problem) {
      return this.#notDelivered(nonce, room, problem);
    }
  }

  #notDelivered(nonce, room, problem) {
    if (problem.code === 'disconnected' || problem.code === 'wrong_account') {
      // The next connection of its author flushes again.
      this.#outbox.postpone(nonce);
      return false;
    }
    if (PASSING.has(problem.code)) {
      this.#outbox.postpone(nonce);
      setTimeout(() => this.flush(room), problem.retryAfter ?? SECOND_TRY_AFTER);
      return false;
    }
    this.#outbox.refused(nonce, problem);
    return true;
  }
}

function withLimit(answer) {
  let limit;
  const unanswered = new Promise((_, reject) => {
    limit = setTimeout(() => reject(Object.assign(new Error('No answer'), { code: 'unanswered' })), ANSWER_LIMIT);
  });
  return Promise.race([answer, unanswered]).finally(() => clearTimeout(limit));
}
