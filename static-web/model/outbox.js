import { newNonce } from './nonce.js';
import { Emitter } from './emitter.js';

/** How often a tab reports to the others that it is uploading files; in milliseconds. */
const REPORT_INTERVAL = 1_000;

/**
 * Messages that the server has not acknowledged yet, shared by all tabs of this browser. Each is stored with its nonce,
 * which makes resending it harmless, until it is certain to be in the room log.
 *
 * An entry is `waiting`, `sending`, `posted` (acknowledged; shown until its row arrives) or `failed` (refused; the
 * author retries, edits or discards it). Only the sending tab knows the state `sending`; for the others, the entry waits
 * and may be `isActive`.
 *
 * A tab notifies the others of a new or changed entry only after storing it, so that an entry removed from the store
 * was in it. Tabs that are opened later read the store.
 *
 * Events: `change` with the room's id; `waiting` with the room's id when there is something new to send; `settled` with
 * an entry that this tab has stored, or that no longer needs to be stored.
 */
export class Outbox extends Emitter {
  #entries = [];
  #removed = new Set();
  /** When the tabs last made progress with a message. */
  #active = new Map();
  #store;
  #channel;
  #nonce;
  #now;

  /**
   * @param store stores the entries
   * @param channel to the other tabs: `postMessage` and `onmessage`
   */
  constructor({ store, channel, nonce = newNonce, now = () => Date.now() }) {
    super();
    this.#store = store;
    this.#channel = channel;
    this.#nonce = nonce;
    this.#now = now;
    channel.onmessage = ({ data }) => this.#receive(data);
  }

  /** Loads the entries that earlier tabs left behind. */
  async load() {
    const kept = await this.#store.all();
    kept.filter(({ nonce }) => !this.#find(nonce)).forEach((entry) => this.#insert(withoutSending(entry)));
  }

  /** The ids of the rooms that have unsent messages. */
  get unsent() {
    return [...new Set(this.#entries.filter(isOpen).map(({ room }) => room))];
  }

  get all() {
    return this.#entries;
  }

  of(room) {
    return this.#entries.filter((entry) => entry.room === room);
  }

  /** Whether the room has a message that is still to be sent, or that was sent and whose row has not arrived. */
  isBusy(room) {
    return this.of(room).some(({ state }) => state !== 'failed');
  }

  /** @param files of `Attachments`; each gets its `id` once it is uploaded */
  add(room, text, replyTo = null, files = []) {
    const at = Math.max(this.#now(), (this.of(room).at(-1)?.at ?? 0) + 1);
    const entry = { nonce: this.#nonce(), room, text, reply_to: replyTo, at, state: 'waiting', ...(files.length > 0 ? { files } : {}) };
    this.#save(entry);
    this.#insert(entry);
    return entry;
  }

  /** The room's next message to send; null while one is in flight, so that messages arrive in order. */
  next(room) {
    const [first] = this.of(room).filter(isOpen);
    return first?.state === 'waiting' ? first : null;
  }

  /** Whether this message is still waiting, as far as this tab knows. */
  waits(nonce) {
    return this.#find(nonce)?.state === 'waiting';
  }

  /** Whether another tab has made progress with this message within this time, in milliseconds. */
  isActive(nonce, time) {
    return this.#now() - (this.#active.get(nonce) ?? -Infinity) < time;
  }

  sending(nonce) {
    this.#update(nonce, { state: 'sending' });
  }

  /** Sets the uploaded share of a file, from 0 to 1. */
  progressed(nonce, file, share) {
    this.#updateFile(nonce, file, { share });
    if (!this.isActive(nonce, REPORT_INTERVAL)) {
      this.#active.set(nonce, this.#now());
      this.#channel.postMessage({ active: nonce });
    }
  }

  /** Sets the id of an uploaded file; null if it has to be uploaded again. */
  uploaded(nonce, file, id) {
    this.#updateFile(nonce, file, { id, share: id ? 1 : 0 });
    this.#save(this.#find(nonce));
  }

  #updateFile(nonce, file, changes) {
    const files = this.#find(nonce)?.files;
    files && this.#update(nonce, { files: files.map((item) => (item.nonce === file ? { ...item, ...changes } : item)) });
  }

  /** Whether a message is neither in the log nor discarded. */
  has(nonce) {
    return Boolean(this.#find(nonce));
  }

  /** The current state of a message; null if there is none. */
  get(nonce) {
    return this.#find(nonce) ?? null;
  }

  /** Returns a message that could not be sent to `waiting`. */
  postpone(nonce) {
    this.#find(nonce)?.state === 'sending' && this.#update(nonce, { state: 'waiting' });
  }

  /** Records the acknowledgement: the message is stored permanently. It is shown until its row arrives. */
  posted(nonce, seq) {
    this.#forget(nonce);
    this.#update(nonce, { state: 'posted', seq });
    this.#channel.postMessage({ posted: nonce, seq });
  }

  refused(nonce, { code, message, retryAfter = null }) {
    this.#update(nonce, { state: 'failed', problem: { code, message, retryAfter } });
    this.#save(this.#find(nonce));
  }

  /** The connection was lost: messages in flight are sent again. */
  interrupted() {
    this.#entries.filter(({ state }) => state === 'sending').forEach(({ nonce }) => this.postpone(nonce));
  }

  retry(nonce) {
    this.#update(nonce, { state: 'waiting', problem: null });
    const entry = this.#find(nonce);
    this.#save(entry);
    entry && this.emit('waiting', entry.room);
  }

  /** Removes a message that the author no longer wants to send. */
  discard(nonce) {
    this.#forget(nonce);
    this.#remove(nonce);
    this.#channel.postMessage({ discarded: nonce });
  }

  /** Removes a message whose row has arrived. The other tabs notice the row themselves. */
  arrived(nonce) {
    if (this.#find(nonce)) {
      this.#forget(nonce);
      this.#remove(nonce);
    }
  }

  #receive({ entry, active, posted, seq, discarded }) {
    if (entry) {
      this.#insert(entry);
    } else if (active) {
      this.#active.set(active, this.#now());
    } else if (posted) {
      this.#removed.add(posted);
      this.#update(posted, { state: 'posted', seq });
    } else {
      this.#removed.add(discarded);
      this.#remove(discarded);
    }
  }

  #insert(entry) {
    if (this.#removed.has(entry.nonce)) {
      return;
    }
    this.#entries = [...this.#entries.filter(({ nonce }) => nonce !== entry.nonce), { state: 'waiting', ...entry }].sort(inOrder);
    this.emit('change', entry.room);
    this.waits(entry.nonce) && this.emit('waiting', entry.room);
  }

  #find(nonce) {
    return this.#entries.find((entry) => entry.nonce === nonce);
  }

  #update(nonce, changes) {
    const index = this.#entries.findIndex((entry) => entry.nonce === nonce);
    if (index >= 0) {
      const entry = { ...this.#entries[index], ...changes };
      this.#entries[index] = entry;
      this.emit('change', entry.room);
    }
  }

  #remove(nonce) {
    const entry = this.#find(nonce);
    if (entry) {
      this.#entries = this.#entries.filter((other) => other !== entry);
      this.emit('change', entry.room);
    }
  }

  async #save(current) {
    if (current) {
      const entry = withoutSending(current);
      (await this.#store.put(entry)) && this.emit('settled', entry);
      this.#removed.has(entry.nonce) || this.#channel.postMessage({ entry });
    }
  }

  #forget(nonce) {
    this.#active.delete(nonce);
    const entry = this.#find(nonce);
    this.#removed.add(nonce);
    this.#store.delete(nonce);
    entry && this.emit('settled', entry);
  }
}

const isOpen = ({ state }) => state === 'waiting' || state === 'sending';

/** An entry as other tabs and later ones know it. */
const withoutSending = (entry) => (entry.state === 'sending' ? { ...entry, state: 'waiting' } : entry);

/** The clock is the same for all tabs of a browser. */
const inOrder = (a, b) => a.at - b.at || (a.nonce < b.nonce ? -1 : 1);
