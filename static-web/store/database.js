const NAME = 'parley';
const VERSION = 1;

/** The tables and their key paths; every row names its owner in `account`. */
const TABLES = { texts: 'nonce', rooms: 'key' };

/** The browser's database, opened on first use. If it is missing or forbidden, every promise rejects. */
class Database {
  #opened = null;

  /** Runs requests in one transaction; resolves with their result once it is committed. */
  async run(tables, mode, work) {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(tables, mode);
      const request = work(transaction);
      // Commits even if the page is closed meanwhile.
      mode === 'readwrite' && transaction.commit?.();
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #open() {
    this.#opened ??= open().then((database) => {
      // The site's data was cleared, or a newer version of the page changes the tables.
      database.onclose = () => (this.#opened = null);
      database.onversionchange = () => {
        database.close();
        this.#opened = null;
      };
      return database;
    });
    return this.#opened;
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () =>
      Object.entries(TABLES).forEach(([name, keyPath]) => request.result.createObjectStore(name, { keyPath }).createIndex('account', 'account'));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('The database is used by an older page'));
  });
}

const database = new Database();

/** One table of the browser's database. */
class Table {
  #name;

  constructor(name) {
    this.#name = name;
  }

  get key() {
    return TABLES[this.#name];
  }

  all(account) {
    return this.#run('readonly', (rows) => rows.index('account').getAll(account));
  }

  get(key) {
    return this.#run('readonly', (rows) => rows.get(key));
  }

  put(row) {
    return this.#run('readwrite', (rows) => rows.put(row));
  }

  delete(key) {
    return this.#run('readwrite', (rows) => rows.delete(key));
  }

  clear() {
    return this.#run('readwrite', (rows) => rows.clear());
  }

  #run(mode, work) {
    return database.run(this.#name, mode, (transaction) => work(transaction.objectStore(this.#name)));
  }
}

/** Messages that are not in the log yet. */
export const texts = new Table('texts');

/** Snapshots of rooms and their messages. */
export const rooms = new Table('rooms');

/** Deletes an account's rows from these tables. */
export async function forget(account, tables = [texts, rooms]) {
  for (const table of tables) {
    for (const row of await table.all(account)) {
      await table.delete(row[table.key]);
    }
  }
}
