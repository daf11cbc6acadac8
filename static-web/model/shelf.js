const PREFIX = 'parley.outbox';

/**
 * Where texts lie until they are in the log. A text goes to the browser's storage first, which takes it before the next
 * line runs, and from there into its database, which has room for many. What the database does not take stays in the
 * storage; what neither takes lives as long as the tab.
 */
export class Shelf {
  #account;
  #storage;
  #table;
  #prefix;

  /**
   * @param storage the browser's, shared by the tabs
   * @param table of the browser's database: promises `all(account)`, `put(row)` and `delete(key)`
   */
  constructor(account, { storage, table }) {
    this.#account = account;
    this.#storage = storage;
    this.#table = table;
    this.#prefix = `${PREFIX}/${account}/`;
  }

  /** What is kept for this account. What still is in the storage moves on into the database. */
  async all() {
    const waiting = this.#journal();
    const kept = await this.#table.all(this.#account).catch(() => []);
    waiting.forEach((text) => this.put(text));
    const known = new Set(waiting.map(({ nonce }) => nonce));
    return [...kept.filter(({ nonce }) => !known.has(nonce)), ...waiting];
  }

  /** Keeps a text in its newest state; settles when it could not be kept any better. */
  async put(text) {
    const key = this.#prefix + text.nonce;
    const written = JSON.stringify(text);
    this.#write(key, written);
    try {
      await this.#table.put({ ...text, account: this.#account });
    } catch {
      return;
    }
    if (this.#storage.getItem(key) === written) {
      this.#storage.removeItem(key);
    }
  }

  async delete(nonce) {
    this.#storage.removeItem(this.#prefix + nonce);
    await this.#table.delete(nonce).catch(() => {});
  }

  #write(key, written) {
    try {
      this.#storage.setItem(key, written);
    } catch {
      // Full or forbidden.
    }
  }

  #journal() {
    const keys = Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i));
    return keys.filter((key) => key.startsWith(this.#prefix)).map((key) => JSON.parse(this.#storage.getItem(key)));
  }
}
