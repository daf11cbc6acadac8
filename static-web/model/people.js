import { toldApart } from './namesakes.js';
import { Emitter } from './emitter.js';

const MAX_NAMES = 100;

/**
 * Resolves display names. A room knows its members; authors who left, or whom a large room did not send, are requested
 * once, in batches.
 *
 * Events: `change` when names became known.
 */
export class People extends Emitter {
  #http;
  #requested = new Set();
  #queue = new Map();

  constructor(http) {
    super();
    this.#http = http;
  }

  /** The display name of an account in a room, disambiguated from namesakes; the username until more is known. */
  nameOf(username, room) {
    const member = room.members.get(username);
    if (!member) {
      this.#enqueue(username, room);
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

  #enqueue(username, room) {
    const key = `${room.id} ${username}`;
    if (room.revision === null || this.#requested.has(key)) {
      return;
    }
    this.#requested.add(key);
    if (!this.#queue.has(room)) {
      this.#queue.set(room, []);
      queueMicrotask(() => this.#request(room));
    }
    this.#queue.get(room).push(username);
  }

  async #request(room) {
    const names = this.#queue.get(room);
    this.#queue.delete(room);
    try {
      for (let from = 0; from < names.length; from += MAX_NAMES) {
        const batch = names.slice(from, from + MAX_NAMES).map(encodeURIComponent).join(',');
        const { members } = await this.#http.get(`api/rooms/${encodeURIComponent(room.id)}/members?usernames=${batch}`);
        room.learnMembers(members);
      }
      this.emit('change');
    } catch {
      // The username is shown instead. The name is requested again when it is next needed.
      names.forEach((username) => this.#requested.delete(`${room.id} ${username}`));
    }
  }
}
