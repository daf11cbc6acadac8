import { Announcements } from './announcements.js';
import { avatars } from './avatars.js';
import { withLabel } from './room-label.js';
import { folded } from './folding.js';
import { roomName, sameName } from './text.js';
import { Emitter } from './emitter.js';

/**
 * The rooms that this account may see, merged with the newer state of open ones. The account's own rooms come from the
 * socket's subscription, which keeps them current; other rooms are read from lists on demand.
 *
 * Events: `change`; `names` when the names of known rooms changed; `received` with `{room, message}` for a message that the
 * account may be notified of.
 */
export class Rooms extends Emitter {
  #http;
  #me;
  #announcements;
  #byId = new Map();
  #names = '';
  #unreadFirst = false;

  /** Whether the socket's subscription is active, so that the account's own rooms need no polling. */
  watched = false;
  /** Whether the list has been read once. */
  loaded = false;
  /** Whether this shows the snapshot of an earlier visit. */
  isKept = false;
  problem = null;
  next = null;

  /** @param me the username of the account */
  constructor(http, me) {
    super();
    this.#http = http;
    this.#me = me;
    this.#announcements = new Announcements(http, me, (id, message) => this.emit('received', { room: this.#byId.get(id), message }));
  }

  /** Adds a label to a room from another list; state that is known here takes precedence. */
  labelled(room) {
    return this.#byId.get(room.id) ?? withLabel(room, this.#me);
  }

  get all() {
    return [...this.#byId.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  /** The rooms that this account is a member of. */
  get mine() {
    return this.all.filter(({ role }) => role);
  }

  /** The rooms of the list: the account's own, without hidden ones that have nothing unread. */
  get shown() {
    return this.mine.filter(({ hidden, unread, mentions }) => !hidden || unread > 0 || mentions > 0);
  }

  /** Whether the list shows rooms with something unread first. */
  get unreadFirst() {
    return this.#unreadFirst;
  }

  set unreadFirst(wanted) {
    this.#unreadFirst = wanted;
    this.loaded && this.emit('change');
  }

  /**
   * The parts of the list: favourites of both kinds, other rooms, other direct conversations. Rooms are in the order of their
   * names, direct conversations in that of their newest messages; optionally, those with something unread come first.
   */
  get sections() {
    const shown = this.#unreadFirst ? [...this.shown].sort((a, b) => isUnread(b) - isUnread(a)) : this.shown;
    const others = shown.filter(({ favourite }) => !favourite);
    return {
      favourites: shown.filter(({ favourite }) => favourite),
      named: others.filter(({ kind }) => kind !== 'direct'),
      direct: others.filter(({ kind }) => kind === 'direct').sort((a, b) => this.#precedence(a, b) || newestFirst(a, b)),
    };
  }

  #precedence(a, b) {
    return this.#unreadFirst ? isUnread(b) - isUnread(a) : 0;
  }

  /** The rooms in the order of the list. */
  get listed() {
    return Object.values(this.sections).flat();
  }

  /**
   * The ids of rooms whose label another room has, too; direct conversations are compared only with each other. They
   * are disambiguated by their handles.
   */
  get namesakes() {
    const known = [...this.#byId.values()].map(({ id, kind, label }) => ({ id, claim: `${kind === 'direct'} ${folded(label)}` }));
    const claims = new Map();
    known.forEach(({ claim }) => claims.set(claim, (claims.get(claim) ?? 0) + 1));
    return new Set(known.filter(({ claim }) => claims.get(claim) > 1).map(({ id }) => id));
  }

  /** The number of unread mentions of this account. */
  get mentions() {
    return this.mine.reduce((sum, { mentions }) => sum + (mentions ?? 0), 0);
  }

  get unread() {
    return this.mine.filter(({ notify }) => notify !== 'none').reduce((sum, { unread }) => sum + (unread ?? 0), 0);
  }

  /** The room with this name, or else the one that had it formerly. */
  named(name) {
    const rooms = [...this.#byId.values()];
    return (
      rooms.find(({ handle }) => handle && sameName(handle, name)) ??
      rooms.find(({ former_names: former = [] }) => former.some((one) => sameName(one, name))) ??
      null
    );
  }

  /** The room that the typed text refers to, by name or by full title. */
  meant(typed) {
    const wanted = folded(typed.trim());
    return this.named(roomName(typed)) ?? this.all.find(({ kind, label }) => kind !== 'direct' && folded(label) === wanted) ?? null;
  }

  emit(type, detail) {
    super.emit(type, detail);
    type === 'change' && this.#emitNames();
  }

  /** Emits `names` when any room's names changed, because texts that refer to rooms have to be rendered again. */
  #emitNames() {
    const names = [...this.#byId.values()].map(({ id, handle, former_names: former = [] }) => [id, handle, ...former].join(' ')).sort().join();
    if (names !== this.#names) {
      this.#names = names;
      super.emit('names');
    }
  }

  /** Reads the list again: the first page, and as many further pages as were shown. */
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
      this.#replace(found, page.next);
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

  /** Adds matching rooms from the server, because the list may be longer than its loaded part. */
  async search(query) {
    const page = await this.#http.get(`api/rooms?query=${encodeURIComponent(query)}`);
    page.rooms.forEach((room) => this.#byId.has(room.id) || this.#put(room));
    this.emit('change');
  }

  /** Merges newer state of a room. */
  learn({ mentions, deleted_unread, last_at, ...info }) {
    const before = this.#byId.get(info.id);
    this.#put({ ...before, ...timeOfNewest(before, info), ...countsAfterRead(before, info), ...info, ...defined({ mentions, deleted_unread, last_at }) });
    this.emit('change');
  }

  /** Replaces all own rooms with the answer to the subscription, which then keeps them current. */
  watching({ rooms }) {
    avatars.learnRooms(rooms);
    const own = new Set(rooms.map(({ id }) => id));
    this.mine.filter(({ id }) => !own.has(id)).forEach(({ id }) => this.#byId.delete(id));
    rooms.forEach((room) => this.#put({ ...room, read_seq: room.read_seq ?? 0 }));
    this.watched = true;
    this.loaded = true;
    this.isKept = false;
    this.emit('change');
  }

  /** Shows the snapshot of an earlier visit until current state arrives. */
  restore(rooms) {
    if (!this.loaded) {
      rooms.forEach((room) => this.#put(room));
      avatars.recallRooms(rooms);
      this.loaded = rooms.length > 0;
      this.isKept = this.loaded;
      this.emit('change');
    }
  }

  /** Applies a frame of the subscription. Frames carry state, never differences. */
  hear(frame) {
    if (frame.type === 'room') {
      const before = this.#byId.get(frame.room.id);
      avatars.learnRooms([frame.room]);
      this.learn(frame.room);
      this.#announcements.changed(frame.room, before);
    } else if (frame.type === 'gone') {
      // A list may have reported that before, and that the room is public.
      this.#byId.get(frame.room)?.role && this.forget(frame.room);
    } else if (frame.type === 'unread') {
      this.#unread(frame);
    }
  }

  #unread({ room: id, last_seq, read_seq, mentions, deleted_unread, message }) {
    const before = this.#byId.get(id);
    if (before) {
      const hidden = before.hidden && last_seq <= before.last_seq;
      this.learn({ id, last_seq, read_seq, mentions, deleted_unread, hidden, ...(message?.seq === last_seq ? { last_at: message.at } : {}) });
    }
    message && this.#announcements.received(id, message, Boolean(before));
  }

  /** Counts a mention in an open room. */
  called(id) {
    const room = this.#byId.get(id);
    room && this.learn({ id, mentions: (room.mentions ?? 0) + 1 });
  }

  forget(id) {
    this.#byId.delete(id);
    this.#announcements.forget(id);
    this.emit('change');
  }

  async #direct() {
    return (await this.#http.get('api/rooms?kind=direct')).rooms;
  }

  /** Fetches a page of the public rooms; without a subscription, of the account's own rooms, too. */
  #page(after) {
    return this.#http.get(`api/rooms?${this.watched ? 'scope=public' : ''}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
  }

  #put(room) {
    this.#byId.set(room.id, withUnread(withLabel(room, this.#me)));
  }

  #replace(found, next) {
    const known = this.#byId;
    this.#byId = new Map();
    if (this.watched) {
      known.forEach((room, id) => room.role && this.#byId.set(id, room));
    }
    // The list may not contain the newest read marks yet.
    found.forEach((room, id) => this.#put({ ...known.get(id), ...room, read_seq: Math.max(room.read_seq ?? 0, known.get(id)?.read_seq ?? 0) }));
    this.next = next ?? null;
    this.loaded = true;
    this.isKept = false;
    this.problem = null;
  }
}

/** Rooms whose messages do not notify are unread only if they mention the account. */
const isUnread = ({ unread, mentions, notify }) => Number(mentions > 0 || (unread > 0 && notify !== 'none'));

const newestFirst = (a, b) => Date.parse(b.last_at ?? b.created_at) - Date.parse(a.last_at ?? a.created_at) || 0;

/** Not every frame with a new number says when its message was posted: it was a moment ago. */
function timeOfNewest(before, { last_seq }) {
  return before && last_seq > before.last_seq ? { last_at: new Date().toISOString() } : {};
}

function withUnread(room) {
  const read_seq = room.read_seq ?? 0;
  const unread = Math.max(0, (room.last_seq ?? 0) - read_seq - (room.deleted_unread ?? 0));
  return { ...room, read_seq, unread, mentions: room.mentions ?? 0 };
}

/** When a read mark moves forward, no more mentions and deletions remain than messages after it; the server may count fewer. */
function countsAfterRead(before, { read_seq, last_seq = before?.last_seq }) {
  if (!before || !(read_seq > before.read_seq)) {
    return {};
  }
  const left = Math.max(0, last_seq - read_seq);
  return { mentions: Math.min(left, before.mentions ?? 0), deleted_unread: Math.min(left, before.deleted_unread ?? 0) };
}

const defined = (counts) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
