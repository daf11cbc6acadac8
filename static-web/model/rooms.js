import { described } from './described.js';
import { folded } from './folding.js';
import { roomName, sameName } from './text.js';
import { Signal } from './signal.js';

/**
 * The rooms that this account may see, with what open rooms know better. Its own ones come from the socket, which says
 * how they stand for as long as it lives; the others, for who looks for one, from lists.
 *
 * Events: `change`; `names` when rooms are known by other names than before; `told` with `{room, message}` for what somebody said in a room that is not open.
 */
export class Rooms extends Signal {
  #http;
  #me;
  #byId = new Map();
  #names = '';

  /** Whether the socket tells of the own rooms, so that nobody has to ask. */
  watched = false;
  /** Whether the list has been read once. */
  loaded = false;
  /** Whether this is what was kept from an earlier visit. */
  isKept = false;
  problem = null;
  next = null;

  /** @param me the name of the account whose rooms these are */
  constructor(http, me) {
    super();
    this.#http = http;
    this.#me = me;
  }

  /** A room of somebody else's list: what is known of it here goes first. */
  described(room) {
    return this.#byId.get(room.id) ?? described(room, this.#me);
  }

  get all() {
    return [...this.#byId.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  /** The rooms that this account is a member of. */
  get mine() {
    return this.all.filter(({ role }) => role);
  }

  /** As they stand in the list: without those that one hides and does not need to see. */
  get shown() {
    return this.mine.filter(({ hidden, unread }) => !hidden || unread > 0);
  }

  /** From the top of the list to its foot. */
  get listed() {
    const direct = ({ kind }) => kind === 'direct';
    return [...this.shown.filter((room) => !direct(room)), ...this.shown.filter(direct)];
  }

  /** Labels that several direct conversations have: their handles tell them apart. */
  get sharedLabels() {
    const seen = new Set();
    const labels = this.mine.filter(({ kind }) => kind === 'direct').map(({ label }) => label);
    return new Set(labels.filter((label) => seen.has(label) || !seen.add(label)));
  }

  /** How many unread messages call this account. */
  get mentions() {
    return this.mine.reduce((sum, { mentions }) => sum + (mentions ?? 0), 0);
  }

  get unread() {
    return this.mine.filter(({ notify }) => notify !== 'none').reduce((sum, { unread }) => sum + (unread ?? 0), 0);
  }

  /** The room of this name; else the one that had it. */
  named(name) {
    const rooms = [...this.#byId.values()];
    return (
      rooms.find(({ handle }) => handle && sameName(handle, name)) ??
      rooms.find(({ former_names: former = [] }) => former.some((one) => sameName(one, name))) ??
      null
    );
  }

  /** The room that somebody means who types this: by its name, or by its whole title. */
  meant(typed) {
    const wanted = folded(typed.trim());
    return this.named(roomName(typed)) ?? this.all.find(({ kind, label }) => kind !== 'direct' && folded(label) === wanted) ?? null;
  }

  emit(type, detail) {
    super.emit(type, detail);
    type === 'change' && this.#tellNames();
  }

  /** Texts name rooms: whatever way one became known, or got another name, they may look different now. */
  #tellNames() {
    const names = [...this.#byId.values()].map(({ id, handle, former_names: former = [] }) => [id, handle, ...former].join(' ')).sort().join();
    if (names !== this.#names) {
      this.#names = names;
      super.emit('names');
    }
  }

  /** Reads the list anew: its first page, and as many further ones as were shown. */
  async refresh() {
    try {
      const known = Math.max(1, this.#byId.size);
      const found = new Map();
      this.watched || (await this.#direct()).forEach((room) => found.set(room.id, room));
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
    page.rooms.forEach((room) => this.#put(room));
    this.next = page.next;
    this.emit('change');
  }

  /** Rooms that match, read from the server because the list may be longer than what is here. */
  async search(query) {
    const page = await this.#http.get(`api/rooms?query=${encodeURIComponent(query)}`);
    page.rooms.forEach((room) => this.#byId.has(room.id) || this.#put(room));
    this.emit('change');
  }

  /** An open room says what is true of it now. */
  learn(info) {
    this.#put({ ...this.#byId.get(info.id), ...info });
    this.emit('change');
  }

  /** All of the own rooms, from a socket that will tell what becomes of them. */
  watching({ rooms }) {
    const own = new Set(rooms.map(({ id }) => id));
    this.mine.filter(({ id }) => !own.has(id)).forEach(({ id }) => this.#byId.delete(id));
    rooms.forEach((room) => this.#put({ ...room, read_seq: room.read_seq ?? 0 }));
    this.watched = true;
    this.loaded = true;
    this.isKept = false;
    this.emit('change');
  }

  /** What was kept from an earlier visit, until somebody tells what is true now. */
  restore(rooms) {
    if (!this.loaded) {
      rooms.forEach((room) => this.#put(room));
      this.loaded = rooms.length > 0;
      this.isKept = this.loaded;
      this.emit('change');
    }
  }

  /** What the socket tells of the own rooms: always how things stand, never a difference. */
  hear(frame) {
    if (frame.type === 'room') {
      this.learn(frame.room);
    } else if (frame.type === 'gone') {
      // A list may have told it before, and that there is such a room for who looks for one.
      this.#byId.get(frame.room)?.role && this.forget(frame.room);
    } else if (frame.type === 'unread' && this.#byId.has(frame.room)) {
      const { room: id, last_seq, read_seq, mentions, message } = frame;
      const hidden = this.#byId.get(id).hidden && last_seq <= this.#byId.get(id).last_seq;
      this.learn({ id, last_seq, read_seq, mentions, hidden });
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

  async #direct() {
    return (await this.#http.get('api/rooms?kind=direct')).rooms;
  }

  /** What anybody may join; as long as nobody tells of the own rooms, those too. */
  #page(after) {
    return this.#http.get(`api/rooms?${this.watched ? 'scope=public' : ''}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
  }

  #put(room) {
    this.#byId.set(room.id, withRead(described(room, this.#me)));
  }

  #take(found, next) {
    const known = this.#byId;
    this.#byId = new Map();
    if (this.watched) {
      known.forEach((room, id) => room.role && this.#byId.set(id, room));
    }
    // What was just read may not have reached the list yet.
    found.forEach((room, id) => this.#put({ ...known.get(id), ...room, read_seq: Math.max(room.read_seq ?? 0, known.get(id)?.read_seq ?? 0) }));
    this.next = next ?? null;
    this.loaded = true;
    this.isKept = false;
    this.problem = null;
  }
}

function withRead(room) {
  const read_seq = room.read_seq ?? 0;
  const unread = Math.max(0, (room.last_seq ?? 0) - read_seq);
  return { ...room, read_seq, unread, mentions: Math.min(unread, room.mentions ?? 0) };
}
