/** So many of a room's newest messages are kept. */
const MESSAGES = 60;
/** What changes often is written once in this time. */
const PAUSE = 1_000;

/**
 * What this browser keeps to be shown at once, and without a network: the own rooms, and the newest messages of those that were
 * visited. It is a picture of the last visit, shown until the server says what is true now.
 */
export class Snapshots {
  #account;
  #table;
  #timers = new Map();
  #pruned = false;
  #stopped = false;

  /** @param table of the browser's database: promises `all(account)`, `get(key)`, `put(row)` and `delete(key)` */
  constructor(account, table) {
    this.#account = account;
    this.#table = table;
  }

  /** The own rooms as they were. */
  async rooms() {
    return (await this.#get(''))?.rooms ?? [];
  }

  /** What is kept of a room; null for nothing. */
  async room(id) {
    return (await this.#get(id)) ?? null;
  }

  /** Keeps the list of the own rooms from now on. */
  keepRooms(rooms) {
    rooms.on('change', () => rooms.watched && this.#soon('', () => this.#saveRooms(rooms.mine)));
  }

  /** Keeps a room's newest messages from now on. */
  keep(room) {
    room.on(['info', 'rows', 'reset', 'people'], () => this.#soon(room.id, () => this.#saveRoom(room)));
  }

  /** It is no longer ours. */
  forget(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#table.delete(this.#key(id)).catch(() => {});
  }

  /** Nothing more is kept. */
  stop() {
    this.#stopped = true;
    this.#timers.forEach(clearTimeout);
  }

  async #saveRooms(rooms) {
    await this.#put('', { rooms });
    if (!this.#pruned) {
      this.#pruned = true;
      const own = new Set(rooms.map(({ id }) => id));
      const kept = await this.#table.all(this.#account);
      kept.filter(({ id }) => id && !own.has(id)).forEach(({ id }) => this.forget(id));
    }
  }

  async #saveRoom(room) {
    // The reader may be elsewhere in the log.
    if (room.state !== 'live' || room.hasNewer || !room.info.role) {
      return;
    }
    const { rows, members, info, epoch } = room;
    const messages = Array.from({ length: MESSAGES }, (_, i) => rows.at(rows.last - i)).filter(Boolean);
    const authors = new Set(messages.map(({ author }) => author));
    await this.#put(room.id, { epoch, info, messages, members: [...members.values()].filter(({ username }) => authors.has(username)) });
  }

  #soon(id, save) {
    if (!this.#stopped && !this.#timers.has(id)) {
      const timer = setTimeout(() => {
        this.#timers.delete(id);
        save().catch(() => {});
      }, PAUSE);
      this.#timers.set(id, timer);
    }
  }

  #get(id) {
    return this.#table.get(this.#key(id)).catch(() => null);
  }

  #put(id, picture) {
    return this.#table.put({ key: this.#key(id), account: this.#account, id, ...picture });
  }

  #key(id) {
    return `${this.#account}/${id}`;
  }
}
