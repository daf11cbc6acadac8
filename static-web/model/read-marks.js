import { mentionsMe } from './mentions.js';
import { Emitter } from './emitter.js';

/**
 * The account's read marks. The server sends no counts for rooms that are open on this socket, so counts that edits and
 * deletions change are read again.
 *
 * Events: `called` with `{id, message}` when an edit has added a mention.
 */
export class ReadMarks extends Emitter {
  #rooms;
  #http;
  #send;
  #me;
  #keptUnread = new Set();
  /** The seq up to which each open room was seen. */
  #lastSeen = new Map();
  #recounts = new Map();

  /** @param send sends a frame; returns whether it could */
  constructor(rooms, http, send, me) {
    super();
    this.#rooms = rooms;
    this.#http = http;
    this.#send = send;
    this.#me = me;
  }

  /** Marks all rooms as read. Returns a function that undoes this; null if nothing was unread. */
  readAll() {
    const unread = this.#rooms.mine.filter((room) => room.unread > 0 || room.mentions > 0);
    const marked = unread.filter(({ id, last_seq }) => this.#mark({ room: id, seq: last_seq }, {}));
    return marked.length > 0 ? () => marked.forEach((room) => this.#mark({ room: room.id, seq: room.read_seq, back: true }, room)) : null;
  }

  #mark(mark, { mentions = 0, deleted_unread = 0 }) {
    const sent = this.#send({ type: 'read', ...mark });
    sent && this.#rooms.learn({ id: mark.room, read_seq: mark.seq, mentions, deleted_unread });
    return sent;
  }

  /** Marks everything from this message on as unread, until the room is left and entered again. */
  markUnread(room, seq) {
    if (this.#send({ type: 'read', room: room.id, seq: seq - 1, back: true })) {
      room.markUnread(seq - 1);
      this.#keptUnread.add(room);
    }
  }

  /** The room was left: a message marked unread there can be read again. */
  left(room) {
    this.#keptUnread.delete(room);
    this.#lastSeen.delete(room);
  }

  /** Marks everything up to this message as read; returns whether the mark moved. */
  read(room, seq) {
    this.#lastSeen.set(room, seq);
    const { read_seq = 0, last_seq = 0 } = room.info;
    const edited = seq >= last_seq && this.#counts(room.id).mentions > 0;
    if (this.#keptUnread.has(room) || !(seq > read_seq || edited) || !this.#send({ type: 'read', room: room.id, seq })) {
      return false;
    }
    room.markRead(seq);
    edited && this.#rooms.learn({ id: room.id, mentions: 0 });
    this.#recounts.has(room.id) && this.#recounts.set(room.id, true);
    return true;
  }

  /** The server has sent its counts: an open room may have a late mention that was seen before it was counted. */
  counted() {
    this.#lastSeen.forEach((seq, room) => this.read(room, seq));
  }

  /** The server has stored a mark that was set in this tab or elsewhere. */
  stored({ id }, { back }) {
    const { mentions, deleted_unread } = this.#counts(id);
    (back || mentions > 0 || deleted_unread > 0 || this.#recounts.has(id)) && this.#recount(id);
  }

  /** Messages of an open room were edited or deleted. */
  async altered({ id }, messages) {
    const { mentions, read_seq = 0 } = this.#counts(id);
    const calls = messages.filter((message) => mentionsMe(message, this.#me));
    if (calls.length > 0 || mentions > 0 || messages.some(({ deleted, seq }) => deleted && seq > read_seq)) {
      await this.#recount(id);
      const message = calls.at(-1);
      message && this.#counts(id).mentions > mentions && this.emit('called', { id, message });
    }
  }

  /**
   * Reads a room's counts; reads them again if something changed meanwhile, and drops counts that were taken at another
   * read mark.
   */
  async #recount(id) {
    const isCounting = this.#recounts.has(id);
    this.#recounts.set(id, isCounting);
    if (isCounting) {
      return;
    }
    const counted = await this.#http.get(`api/rooms/${encodeURIComponent(id)}`).catch(() => null);
    const repeat = this.#recounts.get(id);
    this.#recounts.delete(id);
    if (counted && counted.read_seq === this.#counts(id).read_seq) {
      this.#rooms.learn({ id, mentions: counted.mentions, deleted_unread: counted.deleted_unread ?? 0 });
    }
    repeat && (await this.#recount(id));
  }

  #counts(id) {
    return { mentions: 0, deleted_unread: 0, ...this.#rooms.all.find((room) => room.id === id) };
  }
}
