import { Room } from '../../../static-web/model/room.js';

export const message = (seq, revision = seq, more = {}) => ({
  seq,
  revision,
  author: 'bob',
  text: `text ${seq}`,
  at: '2026-01-01T10:00:00Z',
  edited_at: null,
  reply_to: null,
  nonce: `n${seq}`,
  ...more,
});

export const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

export const opened = (messages, revision, more = {}) => ({
  type: 'opened',
  room: 'r',
  revision,
  last_seq: messages.at(-1)?.seq ?? 0,
  read_seq: 0,
  role: 'member',
  state: { id: 'r', name: 'tea', title: 'Tea' },
  online: ['ann'],
  members: [],
  messages,
  reset: false,
  ...more,
});

export function liveRoom(messages = range(1, 3).map((seq) => message(seq)), revision = messages.at(-1)?.revision ?? 0) {
  const room = new Room({ id: 'r', name: 'tea', last_seq: 0, read_seq: 0 }, 'ann');
  room.opened(opened(messages, revision));
  return room;
}

export function recorded(target, type) {
  const details = [];
  target.addEventListener(type, ({ detail }) => details.push(detail));
  return details;
}

export const texts = (room) => range(room.rows.first, room.rows.last).map((seq) => room.rows.at(seq).text);

/** A stub of a browser's storage. */
export class Storage {
  #items = new Map();

  get length() {
    return this.#items.size;
  }

  key(index) {
    return [...this.#items.keys()][index];
  }

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#items.set(key, value);
  }

  removeItem(key) {
    this.#items.delete(key);
  }
}

/** A stub of a database table that a browser's tabs share. */
export class Table {
  rows = new Map();

  constructor(key = 'nonce') {
    this.key = key;
  }

  async all(account) {
    return structuredClone([...this.rows.values()].filter((row) => row.account === account));
  }

  async get(key) {
    return structuredClone(this.rows.get(key));
  }

  async put(row) {
    const copy = structuredClone(row);
    await Promise.resolve();
    this.rows.set(row[this.key], copy);
  }

  async delete(key) {
    await Promise.resolve();
    this.rows.delete(key);
  }
}

/** The resources that the tabs of a browser share: storage, database, locks, and channels between them. */
export class Browser {
  storage = new Storage();
  table = new Table();
  pictures = new Table('key');
  files = new Table();
  locks = new Locks();
  #channels = new Map();

  /** Opens a tab's end of a channel. */
  channel(name = 'outbox') {
    const ends = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, ends);
    const channel = {
      postMessage: (data) => [...ends].filter((other) => other !== channel).forEach((other) => queueMicrotask(() => other.onmessage({ data: structuredClone(data) }))),
    };
    ends.add(channel);
    return channel;
  }
}

/** A stub of a browser's lock manager, for one lock. */
class Locks {
  #queue = [];
  #holder = null;

  request(_, { signal, steal }, work) {
    return new Promise((_resolve, reject) => {
      const request = { work, reject };
      signal?.addEventListener('abort', () => {
        this.#queue = this.#queue.filter((other) => other !== request);
        reject(new Error('AbortError'));
      });
      if (steal) {
        this.#holder?.reject(new Error('stolen'));
        this.#grant(request);
      } else {
        this.#queue.push(request);
        queueMicrotask(() => this.#holder ?? this.#grant(this.#queue.shift()));
      }
    });
  }

  /** Simulates the end of the tab that holds the lock. */
  holderIsGone() {
    this.#holder = null;
    this.#grant(this.#queue.shift());
  }

  #grant(request) {
    this.#holder = request ?? null;
    request?.work();
  }
}

/** Lets pending promise callbacks run. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A stub of WebSocket, controlled from the server's side; `made` lists all instances. */
export function sockets() {
  const made = [];
  class FakeWebSocket {
    sent = [];

    constructor(address, protocols) {
      Object.assign(this, { address, protocols });
      made.push(this);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close() {
      this.closed = true;
    }

    /** Simulates a frame from the server. */
    say(frame) {
      this.onmessage({ data: JSON.stringify(frame) });
    }

    welcome(username = 'ann') {
      this.say({ type: 'welcome', connection: 'c', account: { username }, heartbeat_seconds: 20 });
    }

    /** Simulates a close by the server or the network. */
    end(code = 1006) {
      this.onclose({ code });
    }

    last(type) {
      return this.sent.findLast((frame) => frame.type === type);
    }
  }
  return { made, WebSocket: FakeWebSocket };
}
