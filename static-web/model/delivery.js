const ANSWER_TIMEOUT = 15_000;
const RETRY_DELAY = 1_000;

/** Refusals that are temporary: the message is sent again later. */
export const PASSING = new Set(['rate_limited', 'overloaded', 'unavailable', 'not_open', 'unanswered', 'unreachable']);

/** Sends the outbox's messages: one at a time per room, in order, and again after a lost connection. */
export class Delivery {
  #outbox;
  #account;
  #send;
  #maySend;
  #files;

  /**
   * @param account the author of these messages
   * @param ask sends a frame and returns a promise of its answer
   * @param maySend whether messages can be sent to a room now
   * @param files uploads the files of an entry; see `Uploads`
   */
  constructor(outbox, account, ask, maySend, files = null) {
    this.#outbox = outbox;
    this.#account = account;
    this.#send = ask;
    this.#maySend = maySend;
    this.#files = files;
  }

  /** Sends the waiting messages of a room. Safe to call at any time and repeatedly. */
  async flush(room) {
    for (let entry; this.#maySend(room) && (entry = this.#outbox.next(room)); ) {
      this.#outbox.sending(entry.nonce);
      if (!(await this.#deliver(entry))) {
        return;
      }
    }
  }

  async #deliver({ nonce, room, text, reply_to, files }) {
    try {
      const ids = files ? await this.#files.upload(nonce) : null;
      const frame = { type: 'post', account: this.#account, room, nonce, text, ...(reply_to === null ? {} : { reply_to }), ...(ids ? { files: ids } : {}) };
      const { seq } = await withLimit(this.#send(frame));
      this.#outbox.posted(nonce, seq);
      return true;
    } catch (problem) {
      return this.#notDelivered(nonce, room, problem);
    }
  }

  #notDelivered(nonce, room, problem) {
    if (problem.code === 'aborted') {
      return true;
    }
    if (problem.code === 'file_not_found' && this.#files?.forget(nonce)) {
      this.#outbox.postpone(nonce);
      return true;
    }
    if (problem.code === 'disconnected' || problem.code === 'wrong_account') {
      // The author's next connection calls `flush` again.
      this.#outbox.postpone(nonce);
      return false;
    }
    if (PASSING.has(problem.code)) {
      this.#outbox.postpone(nonce);
      setTimeout(() => this.flush(room), problem.retryAfter ?? RETRY_DELAY);
      return false;
    }
    this.#outbox.refused(nonce, problem);
    return true;
  }
}

function withLimit(answer) {
  let timer;
  const unanswered = new Promise((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('No answer'), { code: 'unanswered' })), ANSWER_TIMEOUT);
  });
  return Promise.race([answer, unanswered]).finally(() => clearTimeout(timer));
}
