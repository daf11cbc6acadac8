const VERSION = 1;

/** A database of the browser, opened on first use. If it is missing or forbidden, every promise rejects. */
class Database {
  #name;
  #tables;
  #opened = null;

  /** @param tables the key path of each table; every row names its owner in `account` */
  constructor(name, tables) {
    this.#name = name;
    this.#tables = tables;
  }

  /** Returns one of its tables. */
  table(name) {
    return new Table(this, name, this.#tables[name]);
  }

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
    this.#opened ??= open(this.#name, this.#tables).then((database) => {
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

function open(name, tables) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () =>
      Object.entries(tables).forEach(([table, keyPath]) => request.result.createObjectStore(table, { keyPath }).createIndex('account', 'account'));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('The database is used by an older page'));
  });
}

/** One table of a database. */
class Table {
  #database;
  #name;

  constructor(database, name, key) {
    this.#database = database;
    this.#name = name;
    this.key = key;
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
    return this.#database.run(this.#name, mode, (transaction) => work(transaction.objectStore(this.#name)));
  }
}

const database = new Database('parley', { texts: 'nonce', rooms: 'key' });

/** A separate database, because pages of older versions could not open the other one with more tables. */
const attachments = new Database('parley-files', { files: 'nonce' });

/** Messages that are not in the log yet. */
export const texts = database.table('texts');

/** Snapshots of rooms and their messages. */
export const rooms = database.table('rooms');

/** Files that were chosen and not sent. */
export const files = attachments.table('files');

/** Deletes an account's rows from these tables, as many as possible; rejects with the first failure if some remain. */
export async function forget(account, tables = [texts, rooms, files]) {
  const failures = [];
  const note = (failure) => failures.push(failure);
  for (const table of tables) {
    const rows = await table.all(account).catch((failure) => (note(failure), []));
    for (const row of rows) {
      await table.delete(row[table.key]).catch(note);
    }
  }
  if (failures.length) {
    throw failures[0];
  }
}
