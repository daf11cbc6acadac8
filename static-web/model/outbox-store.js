const PREFIX = 'parley.outbox';

/**
 * Stores unsent messages. A message is written to the browser's storage first, which is synchronous, and then moved
 * into the browser's database, which is large. A message that the database rejects stays in the storage; one that both
 * reject lasts as long as the tab.
 */
export class OutboxStore {
  #account;
  #storage;
  #table;
  #prefix;

  /**
   * @param storage the browser's, shared by the tabs
   * @param table of the browser's database, with the promises `all(account)`, `put(row)` and `delete(key)`
   */
  constructor(account, { storage, table }) {
    this.#account = account;
    this.#storage = storage;
    this.#table = table;
    this.#prefix = `${PREFIX}/${account}/`;
  }

  /** Returns the account's messages. Those still in the storage are moved into the database. */
  async all() {
    const journal = this.#journal();
    const stored = await this.#table.all(this.#account).catch(() => []);
    journal.forEach((text) => this.put(text));
    const journaled = new Set(journal.map(({ nonce }) => nonce));
    return [...stored.filter(({ nonce }) => !journaled.has(nonce)), ...journal];
  }

  /** Stores a message's newest state; resolves with whether it is in the database, once it is or cannot be. */
  async put(text) {
    if (text.files) {
      // Bytes are for the database alone.
      return this.#put(text);
    }
    const key = this.#prefix + text.nonce;
    const written = JSON.stringify(text);
    this.#write(key, written);
    const stored = await this.#put(text);
    if (stored && this.#storage.getItem(key) === written) {
      this.#storage.removeItem(key);
    }
    return stored;
  }

  #put(text) {
    return this.#table.put({ ...text, account: this.#account }).then(() => true, () => false);
  }

  async delete(nonce) {
    this.#storage.removeItem(this.#prefix + nonce);
    await this.#table.delete(nonce).catch(() => {});
  }

  #write(key, written) {
    try {
      this.#storage.setItem(key, written);
    } catch {
      // The storage is full or forbidden.
    }
  }

  #journal() {
    const keys = Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i));
    return keys.filter((key) => key.startsWith(this.#prefix)).map((key) => JSON.parse(this.#storage.getItem(key)));
  }
}
