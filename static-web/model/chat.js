import { Arrivals } from './arrivals.js';
import { callsMe } from './calls.js';
import { apply } from './frames.js';
import { History } from './history.js';
import { Openings } from './openings.js';
import { People } from './people.js';
import { Requests } from './requests.js';
import { Room } from './room.js';
import { Rooms } from './rooms.js';
import { Sender } from './sender.js';
import { Signal } from './signal.js';
import { roomName, roomNameFault } from './text.js';

/** The close code of a connection whose session is over. */
export const SIGNED_OUT = 4501;

/** Typing is told so often, while it lasts. */
const TYPING_PAUSE = 2_000;

/**
 * One account's chat in one tab: its rooms, the socket that keeps them true, and what it still has to send.
 *
 * A room is open on the socket while somebody looks at it or while this tab has a text to send to it. Its model stays when
 * it is closed, so that coming back shows it at once and only asks for what changed.
 *
 * Events: `connection` when the way to the server changed; `ended` with the close code when it is closed for good.
 */
export class Chat extends Signal {
  #http;
  #socket;
  #requests;
  #openings;
  #sender;
  #arrivals;
  #models = new Map();
  #snapshots;
  #keptUnread = new Set();
  #typedAt = 0;
  #epoch = null;

  /** The room that is looked at. */
  viewed = null;

  /**
   * @param drafts what is being written
   * @param edits what is being changed
   * @param outbox what this browser has to send
   * @param snapshots what this browser keeps to be read without a network
   * @param lead whether this tab sends it
   */
  constructor({ account, http, socket, drafts, edits, outbox, lead, snapshots }) {
    super();
    this.account = account;
    this.#http = http;
    this.#socket = socket;
    const send = (frame) => socket.send(frame);
    this.rooms = new Rooms(http, account.username);
    this.#snapshots = snapshots;
    snapshots.keepRooms(this.rooms);
    this.history = new History(http);
    this.people = new People(http);
    this.drafts = drafts;
    this.edits = edits;
    this.outbox = outbox;
    this.#arrivals = new Arrivals(this.outbox, account.username);
    this.#requests = new Requests(send);
    this.#openings = new Openings(this.#requests, send, (id) => this.#wants(id));
    this.#sender = new Sender(outbox, lead, account.username, (frame) => this.#requests.ask(frame), {
      isConnected: () => this.connection === 'open',
      isOpen: (id) => this.#openings.has(id),
      open: (id) => this.connection === 'open' && this.#openings.open(this.#model({ id, last_seq: 0, read_seq: 0 })),
    });
    this.outbox.on('change', ({ detail }) => this.#outboxChanged(detail));
    this.#listen();
  }

  /** The socket's state. */
  get connection() {
    return this.#socket.state;
  }

  connect() {
    this.#socket.connect();
  }

  /** Looks at a room: opens it on the socket, which makes the account a member of a public one. */
  async enter(name) {
    const room = this.#model(this.rooms.named(name) ?? (await this.#byName(name)));
    this.view(room);
    this.#restoreRoom(room);
    return room;
  }

  /** Shows the rooms as they were at the last visit, until the server says how they are. */
  async restore() {
    this.rooms.restore(await this.#snapshots.rooms());
  }

  /**
   * The room that a title means; makes it when there is none that this account knows of. A title that could be a name is the
   * room's name, too, and `room_exists` if there is one that this account may not know of; for any other the server makes a name.
   */
  async findOrCreate(room) {
    await this.rooms.search(room.title);
    const known = this.rooms.meant(room.title);
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
      return this.#byName(name).catch(() => Promise.reject(problem));
    }
  }

  /** The direct conversation with these people, made if there is none yet. */
  async startDirect(usernames) {
    const room = await this.#http.post('api/rooms/direct', { usernames });
    this.rooms.learn(room);
    return this.rooms.all.find(({ id }) => id === room.id);
  }

  /** Of what to be told in a room, and whether to see it in the list. */
  async prefer(id, notify, hidden) {
    this.rooms.learn(await this.#http.put(`api/rooms/${encodeURIComponent(id)}/preferences`, { notify, hidden }));
  }

  /** Everything was read, everywhere. Returns the function that takes that back; null where nothing was unread. */
  readAll() {
    const unread = this.rooms.mine.filter((room) => room.unread > 0);
    const marked = unread.filter(({ id, last_seq }) => this.#mark({ room: id, seq: last_seq }, 0));
    return marked.length > 0 ? () => marked.forEach(({ id, read_seq, mentions }) => this.#mark({ room: id, seq: read_seq, back: true }, mentions)) : null;
  }

  #mark(mark, mentions) {
    const sent = this.#socket.send({ type: 'read', ...mark });
    sent && this.rooms.learn({ id: mark.room, read_seq: mark.seq, mentions });
    return sent;
  }

  /** Looks at a room whose model is there, or at none. */
  view(room) {
    const previous = this.viewed;
    this.viewed = room;
    if (previous !== room) {
      this.#keptUnread.delete(room);
    }
    if (room && !this.#openings.has(room.id)) {
      // It shows what it held when it was left, until it hears what came since.
      room.state === 'live' && room.become('stale');
      this.#openings.open(room);
    }
    if (previous) {
      this.#closeIfDone(previous.id);
    }
  }

  async create(room) {
    const created = await this.#http.post('api/rooms', room);
    this.rooms.learn(created);
    return created;
  }

  /** Ends the membership. */
  async leave(room) {
    // First of all here, so that the server's word of it does not look like a removal.
    this.view(null);
    try {
      await this.#http.delete(`api/rooms/${encodeURIComponent(room.id)}/members/me`);
    } catch (problem) {
      this.view(room);
      throw problem;
    }
    this.#models.delete(room.id);
    this.#snapshots.forget(room.id);
    await this.rooms.refresh();
  }

  /** Keeps a text until it is in the log; shown at once, sent as soon as may be. */
  post(room, text, replyTo = null) {
    this.outbox.add(room.id, text, replyTo);
  }

  edit(room, seq, text) {
    return this.#requests.ask({ type: 'edit', account: this.account.username, room: room.id, seq, text });
  }

  delete(room, seq) {
    return this.#requests.ask({ type: 'delete', room: room.id, seq });
  }

  /** Tells the others that a message is being written; as often as one likes. */
  typing(room) {
    const now = Date.now();
    if (now - this.#typedAt > TYPING_PAUSE && this.#openings.has(room.id)) {
      this.#typedAt = now;
      this.#socket.send({ type: 'typing', room: room.id });
    }
  }

  /** Puts an emoji under a message, or takes one's own away. */
  react(room, seq, emoji, on) {
    return this.#requests.ask({ type: 'react', room: room.id, seq, emoji, on });
  }

  /** Everything from this message on is unread again, until the room is left and entered anew. */
  markUnread(room, seq) {
    if (this.#socket.send({ type: 'read', room: room.id, seq: seq - 1, back: true })) {
      room.markUnread(seq - 1);
      this.#keptUnread.add(room);
    }
  }

  /** Everything up to here was read. */
  read(room, seq) {
    if (!this.#keptUnread.has(room) && seq > room.info.read_seq && this.#socket.send({ type: 'read', room: room.id, seq })) {
      room.markRead(seq);
    }
  }

  /** By which name the author of a message in any room is shown; a room that was never opened has to be asked. */
  async authorName(room, username) {
    return this.people.find(username, this.#models.get(room.id) ?? room);
  }

  #byName(name) {
    return this.#http.get(`api/rooms/by-name/${encodeURIComponent(name)}`);
  }

  /** Whether a room is looked at, or something is to be sent there. */
  #wants(id) {
    return id === this.viewed?.id || this.#sender.needs(id);
  }

  #closeIfDone(id) {
    if (!this.#wants(id)) {
      this.#openings.close(id);
    }
  }

  #model(info) {
    if (!this.#models.has(info.id)) {
      const room = new Room(info, this.account.username);
      room.on('gap', () => this.#openings.open(room));
      room.on('info', () => this.rooms.learn(room.info));
      room.on('arrived', ({ detail }) => this.#arrived(room, detail));
      this.#arrivals.watch(room);
      this.#snapshots.keep(room);
      this.#models.set(info.id, room);
    }
    return this.#models.get(info.id);
  }

  /** A room that nothing is known of shows what was kept of it; that there is nothing is told when there is no way to the server. */
  async #restoreRoom(room) {
    if (room?.state === 'loading' && !room.isUnkept) {
      const kept = this.#ofThisEpoch(await this.#snapshots.room(room.id));
      (kept || this.connection === 'waiting') && room.restore(kept);
    }
  }

  /** What was kept of a history that is over may never have happened. */
  #ofThisEpoch(kept) {
    const over = kept?.epoch && this.#epoch && kept.epoch !== this.#epoch;
    return over ? null : kept;
  }

  #arrived(room, messages) {
    const others = messages.filter(({ author, deleted }) => author !== this.account.username && !deleted);
    const calls = others.filter((message) => callsMe(message, this.account.username));
    calls.filter(({ seq }) => seq > room.info.read_seq).forEach(() => this.rooms.called(room.id));
    const message = calls.at(-1) ?? others.at(-1);
    message && this.rooms.emit('told', { room: room.info, message });
  }

  #outboxChanged(id) {
    const room = this.#models.get(id);
    if (room) {
      this.#arrivals.acknowledged(room);
    } else {
      // Nobody here waits to see their rows.
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
        this.#restoreRoom(this.viewed);
        this.rooms.loaded || this.restore();
      }
      this.emit('connection');
    });
  }

  #connected(welcome) {
    this.#epoch = welcome?.epoch ?? null;
    // A connection that took over from another one comes without a state in between.
    this.#disconnected();
    const wanted = new Set([this.viewed?.id, ...this.#sender.rooms].filter(Boolean));
    wanted.forEach((id) => this.#openings.open(this.#model({ id, last_seq: 0, read_seq: 0 })));
    this.#watch();
  }

  /** Asks the socket to tell of all own rooms; a server that cannot is asked for lists instead. */
  async #watch() {
    this.rooms.watched = false;
    try {
      this.rooms.watching(await this.#requests.ask({ type: 'watch' }));
    } catch ({ code }) {
      code === 'disconnected' || this.rooms.refresh();
    }
  }

  /** Nothing that was sent on the former connection will be answered. */
  #disconnected() {
    this.#openings.lost();
    this.#models.forEach((room) => room.state === 'live' && room.become('stale'));
    this.#requests.lost();
    this.outbox.interrupted();
  }

  /** A browser does not tell why a handshake failed. */
  async #mayBeSignedOut() {
    const session = await this.#http.get('api/session').catch(() => null);
    if (session && session.account?.username !== this.account.username) {
      session.account ? this.#socket.accountChanged() : this.#socket.end(SIGNED_OUT);
    }
  }

  #received(frame) {
    const room = this.#models.get(frame.room);
    if (room) {
      this.#dispatch(room, frame);
    }
    frame.type === 'gone' && this.#snapshots.forget(frame.room);
    this.rooms.hear(frame);
    this.#requests.answer(frame);
  }

  #dispatch(room, frame) {
    if (frame.type === 'opened') {
      this.#opened(room, frame);
    } else if (frame.type === 'closed') {
      this.#closed(room, frame);
    } else {
      apply(room, frame);
    }
  }

  #opened(room, frame) {
    this.#openings.opened(room.id);
    room.opened(frame);
    this.#sender.opened(room.id);
    this.#closeIfDone(room.id);
  }

  /** Unasked, it means that the room is no longer ours; but we may have been added again, and been told so earlier. */
  #closed(room, frame) {
    if (this.#openings.closed(room.id)) {
      this.#models.delete(room.id);
      this.#snapshots.forget(room.id);
      this.rooms.forget(room.id);
      room.become('closed', frame);
      this.rooms.refresh();
    }
  }
}
