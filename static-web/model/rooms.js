import { sameName } from './text.js';
import { Signal } from './signal.js';

/**
 * The rooms that this account may see, with what open rooms know better. Its own ones come from the socket, which says
 * how they stand for as long as it lives; the others, for who looks for one, from lists.
 *
 * Events: `change`; `told` with `{room, message}` for what somebody said in a room that is not open.
 */
export class Rooms extends Signal {
  #http;
  #byId = new Map();

  /** Whether the socket tells of the own rooms, so that nobody has to ask. */
  watched = false;
  /** Whether the list has been read once. */
  loaded = false;
  problem = null;
  next = null;

  constructor(http) {
    super();
    this.#http = http;
  }

  get all() {
    return [...this.#byId.values()].sort((a, b) => label(a).localeCompare(label(b)));
  }

  /** The rooms that this account is a member of. */
  get mine() {
    return this.all.filter(({ role }) => role);
  }

  /** How many unread messages call this account. */
  get mentions() {
    return this.mine.reduce((sum, { mentions }) => sum + (mentions ?? 0), 0);
  }

  get unread() {
    return this.mine.reduce((sum, { unread }) => sum + (unread ?? 0), 0);
  }

  named(name) {
    return this.all.find((room) => room.name && sameName(room.name, name)) ?? null;
  }

  /** Reads the list anew: its first page, and as many further ones as were shown. */
  async refresh() {
    try {
      const known = Math.max(1, this.#byId.size);
      const found = new Map();
      let page = null;
      do {
        page = await this.#page(page?.next);
        page.rooms.forEach((room) => found.set(room.id, room));
      } while (page.next && found.size < known);
      this.#take(found, page.next);
    } catch (problem) {
      this.problem = problem;
    }
    this.emit('change');
  }

  async more() {
    const page = await this.#page(this.next);
    page.rooms.forEach((room) => this.#byId.set(room.id, room));
    this.next = page.next;
    this.emit('change');
  }

  /** Rooms that match, read from the server because the list may be longer than what is here. */
  async search(query) {
    const page = await this.#http.get(`api/rooms?query=${encodeURIComponent(query)}`);
    page.rooms.forEach((room) => this.#byId.has(room.id) || this.#byId.set(room.id, room));
    this.emit('change');
  }

  /** An open room says what is true of it now. */
  learn(info) {
    this.#byId.set(info.id, withRead({ ...this.#byId.get(info.id), ...info }));
    this.emit('change');
  }

  /** All of the own rooms, from a socket that will tell what becomes of them. */
  watching({ rooms }) {
    const own = new Set(rooms.map(({ id }) => id));
    this.mine.filter(({ id }) => !own.has(id)).forEach(({ id }) => this.#byId.delete(id));
    rooms.forEach((room) => this.#byId.set(room.id, withRead(room)));
    this.watched = true;
    this.loaded = true;
    this.emit('change');
  }

  /** What the socket tells of the own rooms: always how things stand, never a difference. */
  hear(frame) {
    if (frame.type === 'room') {
      this.learn(frame.room);
    } else if (frame.type === 'gone') {
      this.forget(frame.room);
    } else if (frame.type === 'unread' && this.#byId.has(frame.room)) {
      const { room: id, last_seq, read_seq, mentions, message } = frame;
      this.learn({ id, last_seq, read_seq, mentions });
      message && this.emit('told', { room: this.#byId.get(id), message });
    }
  }

  /** A message of an open room calls this account. */
  called(id) {
    const room = this.#byId.get(id);
    room && this.learn({ id, mentions: (room.mentions ?? 0) + 1 });
  }

  forget(id) {
    this.#byId.delete(id);
    this.emit('change');
  }

  #page(after) {
    return this.#http.get(after ? `api/rooms?after=${encodeURIComponent(after)}` : 'api/rooms');
  }

  #take(found, next) {
    // What was just read may not have reached the list yet.
    found.forEach((room, id) => found.set(id, withRead(room, this.#byId.get(id)?.read_seq)));
    this.#byId = found;
    this.next = next ?? null;
    this.loaded = true;
    this.problem = null;
  }
}

function withRead(room, known) {
  const read_seq = Math.max(room.read_seq ?? 0, known ?? 0);
  const unread = Math.max(0, room.last_seq - read_seq);
  return { ...room, read_seq, unread, mentions: Math.min(unread, room.mentions ?? 0) };
}

const label = ({ title, name, id }) => title || name || id;
