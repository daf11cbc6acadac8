import { toldApart } from './namesakes.js';
import { Emitter } from './emitter.js';

const MOST_AT_ONCE = 100;

/**
 * Resolves display names. A room knows its members; authors who left, or whom a large room did not send, are requested
 * once, in batches.
 *
 * Events: `change` when names became known.
 */
export class People extends Emitter {
  #http;
  #asked = new Set();
  #wanted = new Map();

  constructor(http) {
    super();
    this.#http = http;
  }

  /** The display name of an account in a room, disambiguated from namesakes; the username until more is known. */
  nameOf(username, room) {
    const member = room.members.get(username);
    if (!member) {
      this.#want(username, room);
    }
    return toldApart(username, member?.display_name ?? username, room.namesakes.has(username));
  }

  /** Resolves the same name, waiting for the server if necessary. */
  async find(username, room) {
    if (room.members?.has(username)) {
      return this.nameOf(username, room);
    }
    if (room.names?.[username]) {
      return room.names[username];
    }
    const path = `api/rooms/${encodeURIComponent(room.id)}/members?usernames=${encodeURIComponent(username)}`;
    const found = await this.#http.get(path).catch(() => null);
    return found?.members.find((member) => member.username === username)?.display_name ?? username;
  }

  #want(username, room) {
    const key = `${room.id} ${username}`;
    if (room.revision === null || this.#asked.has(key)) {
      return;
    }
    this.#asked.add(key);
    if (!this.#wanted.has(room)) {
      this.#wanted.set(room, []);
      queueMicrotask(() => this.#ask(room));
    }
    this.#wanted.get(room).push(username);
  }

  async #ask(room) {
    const names = this.#wanted.get(room);
    this.#wanted.delete(room);
    try {
      for (let from = 0; from < names.length; from += MOST_AT_ONCE) {
        const some = names.slice(from, from + MOST_AT_ONCE).map(encodeURIComponent).join(',');
        const { members } = await this.#http.get(`api/rooms/${encodeURIComponent(room.id)}/members?usernames=${some}`);
        room.learnMembers(members);
      }
      this.emit('change');
    } catch {
      // The username is shown instead. The name is requested again when it is next needed.
      names.forEach((username) => this.#asked.delete(`${room.id} ${username}`));
    }
  }
}
