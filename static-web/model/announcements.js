import { mentionsMe } from './mentions.js';

/** How many of the newest messages are searched for one by somebody else. */
const PAGE_SIZE = 20;

/**
 * Decides which messages of rooms that are not open notify the account, each once, in whatever order the frames arrive.
 *
 * An `unread` frame contains its message. A `room` frame does not: when the account has just been added to a room, for
 * example to a new direct conversation, the first messages may only be counted in it. Then the newest one is fetched.
 */
export class Announcements {
  #http;
  #me;
  #announce;
  /** By room, the message of a frame that arrived before the room was known. */
  #early = new Map();
  #fetching = new Set();
  #last = new Map();

  /** @param announce is called with a room's id and a message */
  constructor(http, me, announce) {
    this.#http = http;
    this.#me = me;
    this.#announce = announce;
  }

  /** Handles the message of an `unread` frame. */
  received(room, message, isKnown) {
    this.#fetching.delete(room);
    if (isKnown) {
      this.#once(room, message);
    } else {
      this.#early.set(room, message);
    }
  }

  /**
   * Handles a `room` frame.
   *
   * @param before the former state of the room; undefined if it was not known
   */
  async changed(room, before) {
    const { id, last_seq: last, unread } = room;
    const early = this.#early.get(id);
    this.#early.delete(id);
    if (early) {
      this.#once(id, early);
    } else if (unread > 0 && last > (before?.role ? before.last_seq : 0)) {
      this.#fetching.add(id);
      const message = await this.#newest(room);
      this.#fetching.delete(id) && message && this.#once(id, message);
    }
  }

  /** Forgets a room that the account left. */
  forget(id) {
    this.#early.delete(id);
    this.#fetching.delete(id);
    this.#last.delete(id);
  }

  /** Returns the newest unread message by somebody else, preferably one that mentions the account; undefined if there is none. */
  async #newest({ id, read_seq: read }) {
    const page = await this.#http.get(`api/rooms/${encodeURIComponent(id)}/messages?limit=${PAGE_SIZE}`).catch(() => null);
    const others = (page?.messages ?? []).filter(({ seq, author, deleted }) => seq > read && author !== this.#me && !deleted);
    return others.filter((message) => mentionsMe(message, this.#me)).at(-1) ?? others.at(-1);
  }

  #once(id, message) {
    const version = `${message.seq} ${message.revision}`;
    if (this.#last.get(id) !== version) {
      this.#last.set(id, version);
      this.#announce(id, message);
    }
  }
}
