import { avatars } from './avatars.js';
import { apply } from './frames.js';
import { FollowedPeople } from './followed-people.js';
import { History } from './history.js';
import { Openings } from './openings.js';
import { MessageRequests } from './message-requests.js';
import { People } from './people.js';
import { personStates } from './person-states.js';
import { ReadMarks } from './read-marks.js';
import { Requests } from './requests.js';
import { RoomDirectory } from './room-directory.js';
import { RoomModels } from './room-models.js';
import { Rooms } from './rooms.js';
import { Sender } from './sender.js';
import { Uploads } from './uploads.js';
import { Emitter } from './emitter.js';

/** The close code of a connection whose session has ended. */
export const SIGNED_OUT = 4501;

/**
 * One account's chat in one tab: its rooms, the socket that keeps them current, and its unsent messages.
 *
 * A room is open on the socket while it is viewed or while this tab has a message to send to it. Its model is kept when
 * it is closed, so that returning to it shows it immediately and requests only the changes since.
 *
 * Events: `connection` when the socket's state changed; `called` when an edit in an open room added a mention of this
 * account; `viewed` when another room is on screen; `ended` with the close code when the socket is closed for good.
 */
export class Chat extends Emitter {
  #http;
  #socket;
  #requests;
  #openings;
  #sender;
  #models;
  #snapshots;
  #marks;
  #activity;

  /** The room that is on screen; null for none. */
  viewed = null;

  /**
   * @param activity whether somebody uses the page; without it, somebody always does
   * @param drafts the texts being written
   * @param chosen the files chosen for the next messages
   * @param edits the unsaved edits of messages
   * @param outbox the messages that this browser has to send
   * @param snapshots the state that this browser keeps for offline reading
   * @param lead decides whether this tab sends them
   * @param sendFile uploads a file; see `Uploads`
   */
  constructor({ account, http, socket, activity = null, drafts, chosen, edits, outbox, lead, snapshots, sendFile }) {
    super();
    this.account = account;
    this.#http = http;
    this.#socket = socket;
    const send = (frame) => socket.send(frame);
    this.rooms = new Rooms(http, account.username);
    this.directory = new RoomDirectory(http, this.rooms);
    this.#marks = new ReadMarks(this.rooms, http, send, account.username);
    this.#marks.on('called', ({ detail }) => this.#called(detail));
    this.#snapshots = snapshots;
    snapshots.keepRooms(this.rooms);
    this.history = new History(http);
    this.people = new People(http);
    this.drafts = drafts;
    this.chosen = chosen;
    this.edits = edits;
    this.outbox = outbox;
    this.#requests = new Requests(send);
    this.followed = new FollowedPeople(this, send);
    this.#openings = new Openings(this.#requests, send, (id) => this.#wants(id));
    this.messages = new MessageRequests(account.username, (frame) => this.#requests.send(frame), (frame) => this.#openings.has(frame.room) && send(frame));
    const access = { reopen: (room) => this.#openings.open(room), isUnreachable: () => this.connection === 'waiting' };
    this.#models = new RoomModels({ account, rooms: this.rooms, marks: this.#marks, snapshots, outbox, ...access });
    this.#sender = new Sender(outbox, lead, account.username, (frame) => this.#requests.send(frame), {
      isConnected: () => this.connection === 'open',
      isOpen: (id) => this.#openings.has(id),
      open: (id) => this.connection === 'open' && this.#openings.open(this.#models.get({ id, last_seq: 0, read_seq: 0 })),
    }, new Uploads(outbox, sendFile));
    this.outbox.on('change', ({ detail }) => this.#outboxChanged(detail));
    this.#activity = activity;
    activity?.on('change', () => this.connection === 'open' && this.#reportActivity());
    this.#listen();
  }

  get connection() {
    return this.#socket.state;
  }

  connect() {
    this.#socket.connect();
  }

  /**
   * Shows a room and opens it on the socket, which makes the account a member if the room is public.
   *
   * @param isWanted returns whether the room is still to be shown, once it is found
   */
  async enter(name, isWanted = () => true) {
    const room = this.#models.get(this.rooms.named(name) ?? (await this.directory.byName(name)));
    if (isWanted()) {
      this.view(room);
      this.#models.restore(room);
    }
    return room;
  }

  /** Shows the room list of the last visit until the server sends the current one. */
  async restore() {
    this.rooms.restore(await this.#snapshots.rooms());
  }

  /** Marks all rooms as read. Returns a function that undoes this; null if nothing was unread. */
  readAll() {
    return this.#marks.readAll();
  }

  /** Shows a room whose model exists, or none. */
  view(room) {
    const previous = this.viewed;
    this.viewed = room;
    if (previous !== room) {
      this.#marks.left(room);
    }
    if (room && !this.#openings.has(room.id)) {
      // Shows the state from when it was left until the changes since arrive.
      room.state === 'live' && room.become('stale');
      this.#openings.open(room);
    }
    if (previous) {
      this.#closeIfDone(previous.id);
    }
    previous === room || this.emit('viewed');
  }

  async leave(room) {
    // The view is closed first, so that the server's notification does not look like a removal.
    this.view(null);
    try {
      await this.#http.delete(`api/rooms/${encodeURIComponent(room.id)}/members/me`);
    } catch (problem) {
      this.view(room);
      throw problem;
    }
    this.#models.forget(room.id);
    await this.rooms.refresh();
  }

  /** Stores a text until it is in the log. It is shown immediately and sent as soon as possible. */
  post(room, text, replyTo = null, files = []) {
    this.outbox.add(room.id, text, replyTo, files);
  }

  /** Marks everything from this message on as unread, until the room is left and entered again. */
  markUnread(room, seq) {
    this.#marks.markUnread(room, seq);
  }

  /** Marks everything up to this message as read; returns whether the mark moved. */
  read(room, seq) {
    return this.#marks.read(room, seq);
  }

  /** Returns the display name of a message's author in any room; queries the server for rooms that were never opened. */
  async authorName(room, username) {
    return this.people.find(username, this.#models.find(room.id) ?? room);
  }

  /** Whether a room has to be open: it is viewed, or there is something to send to it. */
  #wants(id) {
    return id === this.viewed?.id || this.#sender.needs(id);
  }

  #closeIfDone(id) {
    this.#wants(id) || this.#openings.close(id);
  }

  #called({ id, message }) {
    this.emit('called');
    this.rooms.emit('received', { room: this.#models.find(id).info, message });
  }

  #outboxChanged(id) {
    const room = this.#models.find(id);
    if (room) {
      this.#models.acknowledged(room);
    } else {
      // No model in this tab will receive their rows.
      this.outbox.of(id).filter(({ state }) => state === 'posted').forEach(({ nonce }) => this.outbox.arrived(nonce));
    }
    this.#closeIfDone(id);
  }

  #listen() {
    const socket = this.#socket;
    socket.addEventListener('open', ({ detail }) => this.#connected(detail));
    socket.addEventListener('frame', ({ detail }) => this.#received(detail));
    socket.addEventListener('failed', () => this.#mayBeSignedOut());
    socket.addEventListener('ended', ({ detail }) => this.emit('ended', detail));
    socket.addEventListener('state', () => {
      if (socket.state !== 'open') {
        this.#disconnected();
      }
      if (socket.state === 'waiting') {
        this.#models.restore(this.viewed);
        this.rooms.loaded || this.restore();
      }
      this.emit('connection');
    });
  }

  #connected(welcome) {
    this.#models.epoch = welcome?.epoch ?? null;
    // A connection that replaced a draining one opens without a state change in between.
    this.#disconnected();
    const wanted = new Set([this.viewed?.id, ...this.#sender.rooms].filter(Boolean));
    wanted.forEach((id) => this.#openings.open(this.#models.get({ id, last_seq: 0, read_seq: 0 })));
    this.#watch();
    this.followed.connected();
    this.#activity?.isActive === false && this.#reportActivity();
  }

  /** The server shows an account as away when nobody uses any of its pages. */
  #reportActivity() {
    this.#socket.send({ type: 'active', active: this.#activity.isActive });
  }

  /** Subscribes to all rooms of the account; reads lists from a server that does not support that. */
  async #watch() {
    this.rooms.watched = false;
    try {
      this.rooms.watching(await this.#requests.send({ type: 'watch' }));
      this.#marks.counted();
    } catch ({ code }) {
      code === 'disconnected' || this.rooms.refresh();
    }
  }

  /** Requests that were sent on the previous connection will not be answered. */
  #disconnected() {
    this.#openings.lost();
    this.#models.disconnected();
    this.#requests.lost();
    this.outbox.interrupted();
  }

  /** Browsers do not reveal why a handshake failed, so the session is checked. */
  async #mayBeSignedOut() {
    const session = await this.#http.get('api/session').catch(() => null);
    if (session && session.account?.username !== this.account.username) {
      session.account ? this.#socket.accountChanged() : this.#socket.end(SIGNED_OUT);
    }
  }

  #received(frame) {
    const room = this.#models.find(frame.room);
    if (room) {
      this.#dispatch(room, frame);
    }
    frame.type === 'gone' && this.#snapshots.forget(frame.room);
    frame.type === 'people' && frame.people.forEach((state) => this.#learnPerson(state));
    this.rooms.hear(frame);
    this.#requests.answer(frame);
  }

  /** Older servers send no picture with the state. */
  #learnPerson(state) {
    personStates.learn(state);
    'avatar' in state && avatars.learn(state);
  }

  #dispatch(room, frame) {
    if (frame.type === 'opened') {
      this.#opened(room, frame);
    } else if (frame.type === 'closed') {
      this.#closed(room, frame);
    } else {
      apply(room, frame);
      frame.type === 'read' && this.#marks.stored(room, frame);
    }
  }

  #opened(room, frame) {
    this.#openings.opened(room.id);
    room.opened(frame);
    this.#sender.opened(room.id);
    this.#closeIfDone(room.id);
  }

  /**
   * Handles a close by the server. One that this tab did not request means that access was lost, unless the account was
   * added again meanwhile and that was reported earlier.
   */
  #closed(room, frame) {
    if (this.#openings.closed(room.id)) {
      this.#models.forget(room.id);
      this.rooms.forget(room.id);
      room.become('closed', frame);
      this.rooms.refresh();
    }
  }
}
