/**
 * Uploads the files of outbox messages, one after the other. Uploaded files are not sent again. Discarding a message aborts
 * its upload.
 */
export class Uploads {
  #outbox;
  #send;
  #repeated = new Set();

  /** @param send uploads one file with its preview: `(room, file, {progress, signal})`; returns a promise of its id */
  constructor(outbox, send) {
    this.#outbox = outbox;
    this.#send = send;
  }

  /** Uploads the files of a message and returns their ids, in order. */
  async upload(nonce) {
    const ids = [];
    for (const { nonce: file } of this.#outbox.get(nonce)?.files ?? []) {
      ids.push(await this.#one(nonce, file));
    }
    return ids;
  }

  /** Uploads the files again, once, because the server has removed them. Returns whether it will. */
  forget(nonce) {
    const files = this.#outbox.get(nonce)?.files;
    if (!files || this.#repeated.has(nonce)) {
      return false;
    }
    this.#repeated.add(nonce);
    files.forEach((file) => this.#outbox.uploaded(nonce, file.nonce, null));
    return true;
  }

  async #one(nonce, key) {
    const entry = this.#outbox.get(nonce);
    const file = entry?.files.find((one) => one.nonce === key);
    if (!file) {
      throw Object.assign(new Error('Discarded'), { code: 'aborted' });
    }
    if (file.id) {
      return file.id;
    }
    const ended = new AbortController();
    const stop = this.#outbox.on('change', () => this.#outbox.has(nonce) || ended.abort());
    try {
      const id = await this.#send(entry.room, file, { progress: (share) => this.#outbox.progressed(nonce, key, share), signal: ended.signal });
      this.#outbox.uploaded(nonce, key, id);
      return id;
    } finally {
      stop();
    }
  }
}
