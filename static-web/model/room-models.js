import { Arrivals } from './arrivals.js';
import { mentionsMe } from './mentions.js';
import { Room } from './room.js';

/** The models of the rooms that this tab has opened. A model is kept while its room is closed, and its snapshot follows it. */
export class RoomModels {
  #account;
  #rooms;
  #marks;
  #snapshots;
  #arrivals;
  #reopen;
  #isUnreachable;
  #models = new Map();

  /** The epoch of the server's data; null while it is unknown. Changes of another epoch may never have happened. */
  epoch = null;

  /**
   * @param reopen opens a room again, from the revision that its model holds
   * @param isUnreachable returns whether the server is unreachable; only then is a missing snapshot reported
   */
  constructor({ account, rooms, marks, snapshots, outbox, reopen, isUnreachable }) {
    this.#account = account;
    this.#rooms = rooms;
    this.#marks = marks;
    this.#snapshots = snapshots;
    this.#arrivals = new Arrivals(outbox, account.username);
    this.#reopen = reopen;
    this.#isUnreachable = isUnreachable;
  }

  /** Returns the model of a room, created if there is none. */
  get(info) {
    if (!this.#models.has(info.id)) {
      this.#models.set(info.id, this.#create(info));
    }
    return this.#models.get(info.id);
  }

  /** Returns the model of a room; undefined if it was never opened. */
  find(id) {
    return this.#models.get(id);
  }

  /** Removes a room that the account left or lost access to. */
  forget(id) {
    this.#models.delete(id);
    this.#snapshots.forget(id);
  }

  /** Without a connection, no room is known to be current. */
  disconnected() {
    this.#models.forEach((room) => room.state === 'live' && room.become('stale'));
  }

  /** The outbox has an acknowledged message of this room, whose row may be here already. */
  acknowledged(room) {
    this.#arrivals.acknowledged(room);
  }

  /** Shows the snapshot of a room that has no state yet. */
  async restore(room) {
    if (room?.state === 'loading' && !room.isUnkept) {
      const kept = this.#ofThisEpoch(await this.#snapshots.room(room.id));
      (kept || this.#isUnreachable()) && room.restore(kept);
    }
  }

  #ofThisEpoch(kept) {
    const isOver = kept?.epoch && this.epoch && kept.epoch !== this.epoch;
    return isOver ? null : kept;
  }

  #create(info) {
    const room = new Room(info, this.#account.username);
    room.on('gap', () => this.#reopen(room));
    room.on('info', () => this.#rooms.learn({ ...room.info, mentions: undefined, deleted_unread: undefined, last_at: undefined }));
    room.on('arrived', ({ detail }) => this.#arrived(room, detail));
    room.on('altered', ({ detail }) => this.#marks.altered(room, detail));
    this.#arrivals.watch(room);
    this.#snapshots.keep(room);
    return room;
  }

  #arrived(room, messages) {
    const others = messages.filter(({ author, deleted }) => author !== this.#account.username && !deleted);
    const mentions = others.filter((message) => mentionsMe(message, this.#account.username));
    mentions.filter(({ seq }) => seq > room.info.read_seq).forEach(() => this.#rooms.called(room.id));
    const message = mentions.at(-1) ?? others.at(-1);
    message && this.#rooms.emit('received', { room: room.info, message });
  }
}
