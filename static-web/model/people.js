import { toldApart } from './namesakes.js';
import { Signal } from './signal.js';

const MOST_AT_ONCE = 100;

/**
 * By which name people are shown. A room knows its members; authors who left, or whom a large room did not send, are
 * asked for once, together.
 *
 * Events: `change` when a name became known.
 */
export class People extends Signal {
  #http;
  #asked = new Set();
  #wanted = new Map();

  constructor(http) {
    super();
    this.#http = http;
  }

  /** The name to show for an account in a room, told apart from its namesakes; the username until more is known. */
  nameOf(username, room) {
    const member = room.members.get(username);
    if (!member) {
      this.#want(username, room);
    }
    return toldApart(username, member?.display_name ?? username, room.namesakes.has(username));
  }

  /** The same, for whoever can wait. */
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
      // The username does as well. Asked again when the room is opened anew.
      names.forEach((username) => this.#asked.delete(`${room.id} ${username}`));
    }
  }
}
