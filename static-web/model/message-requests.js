/** Minimum time between two typing notifications, in milliseconds. */
const TYPING_PAUSE = 2_000;

/** Changes messages of an open room. Every method but `typing` returns a promise that rejects with the server's refusal. */
export class MessageRequests {
  #account;
  #request;
  #notify;
  #typedAt = 0;

  /**
   * @param request sends a frame and returns a promise of its answer
   * @param notify sends a frame that has no answer, if its room is open
   */
  constructor(account, request, notify) {
    this.#account = account;
    this.#request = request;
    this.#notify = notify;
  }

  /** @param files the ids of the files to keep; without it, all stay */
  edit(room, seq, text, files) {
    return this.#request({ type: 'edit', account: this.#account, room: room.id, seq, text, ...(files ? { files } : {}) });
  }

  delete(room, seq) {
    return this.#request({ type: 'delete', room: room.id, seq });
  }

  /** Adds or removes the account's own reaction. */
  react(room, seq, emoji, on) {
    return this.#request({ type: 'react', room: room.id, seq, emoji, on });
  }

  /** Notifies the others that a message is being written; throttled, so it may be called on every input. */
  typing(room) {
    const now = Date.now();
    if (now - this.#typedAt > TYPING_PAUSE && this.#notify({ type: 'typing', room: room.id })) {
      this.#typedAt = now;
    }
  }
}
