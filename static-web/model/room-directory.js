import { roomName, roomNameFault } from './text.js';

/** Finds and creates rooms, and stores what this account prefers for them. The account's room list learns each result. */
export class RoomDirectory {
  #http;
  #rooms;

  constructor(http, rooms) {
    this.#http = http;
    this.#rooms = rooms;
  }

  /**
   * Finds the room that a title refers to, or creates it if this account knows of none. A title that is a valid name
   * also becomes the room's name; this fails with `room_exists` if a room that this account may not see has that name, and
   * with `banned` if the account is banned from that room.
   * For any other title the server derives a name.
   */
  async findOrCreate(room) {
    await this.#rooms.search(room.title);
    const known = this.#rooms.meant(room.title);
    if (known) {
      return known;
    }
    const name = roomName(room.title);
    if (roomNameFault(name)) {
      return this.create(room);
    }
    try {
      return await this.create({ ...room, name });
    } catch (problem) {
      if (problem.code !== 'room_exists') {
        throw problem;
      }
      return this.byName(name).catch((reason) => Promise.reject(reason.code === 'banned' ? reason : problem));
    }
  }

  /** Creates a room with these fields. */
  async create(room) {
    const created = await this.#http.post('api/rooms', room);
    this.#rooms.learn(created);
    return created;
  }

  /** Returns the direct conversation with these people; creates it if there is none. */
  async startDirect(usernames) {
    const room = await this.#http.post('api/rooms/direct', { usernames });
    this.#rooms.learn(room);
    return this.#rooms.all.find(({ id }) => id === room.id);
  }

  /** Changes preferences of a room: `{notify, hidden, favourite}`, the notification level and where the list shows it. */
  async prefer({ id, notify = null, hidden = false }, changes) {
    this.#rooms.learn(await this.#http.put(`api/rooms/${encodeURIComponent(id)}/preferences`, { notify, hidden, ...changes }));
  }

  /** Returns a room by its name; fails if this account may not know of it. */
  byName(name) {
    return this.#http.get(`api/rooms/by-name/${encodeURIComponent(name)}`);
  }
}
