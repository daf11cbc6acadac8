import { Attachments } from './attachments.js';
import { Emitter } from './emitter.js';

/** The maximum size of the files that are kept for an account, in bytes. The oldest ones are dropped first. */
const MAX_KEPT = 256 * 1024 * 1024;

/**
 * The files chosen for the next message of each room, shared by all tabs of a browser. Like drafts they survive a reload
 * and a crash. A file that the browser's database rejects, or that exceeds the limit, lasts as long as the tab.
 *
 * A file that is being sent is kept until the outbox has stored its message, so at any time one of the two has it.
 *
 * Events: `change` with the room's id.
 */
export class ChosenFiles extends Emitter {
  #account;
  #table;
  #channel;
  #outbox;
  #maxKept;
  #rooms = new Map();
  #kept = new Map();
  #sending = new Set();

  /**
   * @param table of the browser's database, with the promises `all(account)`, `put(row)` and `delete(key)`
   * @param channel to the other tabs: `postMessage` and `onmessage`
   */
  constructor(account, { table, channel, outbox, maxKept = MAX_KEPT }) {
    super();
    this.#account = account;
    this.#table = table;
    this.#channel = channel;
    this.#outbox = outbox;
    this.#maxKept = maxKept;
    channel.onmessage = ({ data }) => this.#receive(data);
    outbox.on('settled', ({ detail }) => this.#settled(detail));
  }

  /** The files chosen for the next message of a room. */
  of(room) {
    if (!this.#rooms.has(room)) {
      this.#rooms.set(room, this.#attachments(room));
    }
    return this.#rooms.get(room);
  }

  /** Whether a room has files that were chosen and not sent. */
  has(room) {
    return (this.#rooms.get(room)?.all.length ?? 0) > 0;
  }

  /** Restores the files of earlier pages, except those in the outbox, which is loaded first. */
  async load() {
    const rows = await this.#table.all(this.#account).catch(() => []);
    const sent = new Set(this.#outbox.all.flatMap(({ files = [] }) => files.map(({ nonce }) => nonce)));
    this.#delete(rows.map(({ nonce }) => nonce).filter((nonce) => sent.has(nonce)));
    const left = rows.filter(({ nonce }) => !sent.has(nonce));
    left.forEach(({ nonce, bytes, at }) => this.#kept.set(nonce, { bytes, at }));
    new Set(left.map(({ room }) => room)).forEach((room) => this.of(room).show(left.filter((row) => row.room === room).map(fileOf)));
  }

  #attachments(room) {
    const files = new Attachments();
    files.on('chosen', ({ detail }) => this.#keep(room, detail));
    files.on('discarded', ({ detail }) => this.#drop(room, detail));
    files.on('taken', ({ detail }) => detail.forEach((nonce) => this.#sending.add(nonce)));
    files.on('change', () => this.emit('change', room));
    return files;
  }

  #keep(room, files) {
    files.forEach((file) => {
      this.#sending.delete(file.nonce);
      this.#kept.delete(file.nonce);
      if (this.#makeSpace(file)) {
        this.#kept.set(file.nonce, { bytes: file.bytes, at: file.at });
        this.#table.put({ ...file, room, account: this.#account }).catch(() => {});
      }
    });
    this.#channel.postMessage({ room, chosen: files });
  }

  #drop(room, nonces) {
    this.#delete(nonces);
    this.#channel.postMessage({ room, gone: nonces });
  }

  /** Drops the oldest files until this one fits; returns whether it does. */
  #makeSpace({ bytes }) {
    const oldest = [...this.#kept].sort(([, a], [, b]) => a.at - b.at);
    let size = oldest.reduce((sum, [, file]) => sum + file.bytes, 0);
    while (bytes <= this.#maxKept && size + bytes > this.#maxKept) {
      const [nonce, file] = oldest.shift();
      this.#delete([nonce]);
      size -= file.bytes;
    }
    return bytes <= this.#maxKept;
  }

  #delete(nonces) {
    nonces.forEach((nonce) => {
      this.#kept.delete(nonce);
      this.#table.delete(nonce).catch(() => {});
    });
  }

  /** Forgets the files of a message that the outbox has stored, unless its author has taken them back. */
  #settled({ room, files = [] }) {
    const sent = files.map(({ nonce }) => nonce).filter((nonce) => this.#sending.delete(nonce));
    sent.length > 0 && this.#drop(room, sent);
  }

  #receive({ room, chosen, gone }) {
    if (chosen) {
      chosen.forEach(({ nonce, bytes, at }) => this.#kept.set(nonce, { bytes, at }));
      this.of(room).show(chosen);
    } else {
      // Another tab may have dropped a file that this one was still storing.
      this.#delete(gone);
      this.of(room).hide(gone);
    }
  }
}

const fileOf = ({ room, account, ...file }) => file;
