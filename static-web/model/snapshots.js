/** Number of newest messages kept per room. */
const MAX_MESSAGES = 60;
/** Changes within this time are written together; in milliseconds. */
const SAVE_DELAY = 1_000;

/**
 * Snapshots of the account's rooms, and of the newest messages of visited ones, shown immediately and without a
 * network. A snapshot shows the last visit until the server sends the current state.
 */
export class Snapshots {
  #account;
  #table;
  #timers = new Map();
  #pruned = false;
  #stopped = false;

  /** @param table of the browser's database, with the promises `all(account)`, `get(key)`, `put(row)` and `delete(key)` */
  constructor(account, table) {
    this.#account = account;
    this.#table = table;
  }

  /** Returns the account's rooms as of the last visit. */
  async rooms() {
    return (await this.#get(''))?.rooms ?? [];
  }

  /** Returns the snapshot of a room; null for none. */
  async room(id) {
    return (await this.#get(id)) ?? null;
  }

  /** Stores the list of the account's rooms whenever it changes. */
  keepRooms(rooms) {
    rooms.on('change', () => rooms.watched && this.#schedule('', () => this.#saveRooms(rooms.mine)));
  }

  /** Stores a room's newest messages whenever they change. */
  keep(room) {
    room.on(['info', 'rows', 'reset', 'people'], () => this.#schedule(room.id, () => this.#saveRoom(room)));
  }

  /** Removes the snapshot of a room that the account lost access to. */
  forget(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#table.delete(this.#key(id)).catch(() => {});
  }

  /** Stops storing. */
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
    const { rows, notices, members, info, epoch } = room;
    const messages = Array.from({ length: MAX_MESSAGES }, (_, i) => rows.at(rows.last - i)).filter(Boolean);
    const authors = new Set(messages.map(({ author }) => author));
    await this.#put(room.id, { epoch, info, messages, notices: notices.within(messages.at(-1)?.seq ?? 1, rows.last), members: [...members.values()].filter(({ username }) => authors.has(username)) });
  }

  #schedule(id, save) {
    if (!this.#stopped && !this.#timers.has(id)) {
      const timer = setTimeout(() => {
        this.#timers.delete(id);
        save().catch(() => {});
      }, SAVE_DELAY);
      this.#timers.set(id, timer);
    }
  }

  #get(id) {
    return this.#table.get(this.#key(id)).catch(() => null);
  }

  #put(id, snapshot) {
    return this.#table.put({ key: this.#key(id), account: this.#account, id, ...snapshot });
  }

  #key(id) {
    return `${this.#account}/${id}`;
  }
}
