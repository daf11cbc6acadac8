import { newNonce } from './nonce.js';
import { Signal } from './signal.js';

/**
 * The texts that the server has not acknowledged yet, of all tabs of this browser. Each is kept, with the nonce that
 * makes sending it again harmless, until it is certain that it is in the log.
 *
 * An entry is `waiting`, `sending`, `posted` (acknowledged; shown until its row arrives) or `failed` (refused; the
 * author retries, edits or discards it). Only the tab that sends knows of `sending`.
 *
 * A tab tells the others of a change once it is kept, so that what is taken off the shelf is on it. Who comes later reads
 * the shelf.
 *
 * Events: `change` with the room's id; `waiting` with the room's id when there is something new to send.
 */
export class Outbox extends Signal {
  #entries = [];
  #gone = new Set();
  #shelf;
  #channel;
  #nonce;
  #now;

  /**
   * @param shelf keeps the texts
   * @param channel to the other tabs: `postMessage` and `onmessage`
   */
  constructor({ shelf, channel, nonce = newNonce, now = () => Date.now() }) {
    super();
    this.#shelf = shelf;
    this.#channel = channel;
    this.#nonce = nonce;
    this.#now = now;
    channel.onmessage = ({ data }) => this.#heard(data);
  }

  /** Takes up what former tabs left. */
  async load() {
    const kept = await this.#shelf.all();
    kept.filter(({ nonce }) => !this.#find(nonce)).forEach((entry) => this.#take(entry));
  }

  /** The rooms that texts wait for. */
  get unsent() {
    return [...new Set(this.#entries.filter(isOpen).map(({ room }) => room))];
  }

  of(room) {
    return this.#entries.filter((entry) => entry.room === room);
  }

  /** Whether a text of a room is to be sent, or was sent and its row is not here yet. */
  isBusy(room) {
    return this.of(room).some(({ state }) => state !== 'failed');
  }

  add(room, text, replyTo = null) {
    const at = Math.max(this.#now(), (this.of(room).at(-1)?.at ?? 0) + 1);
    const entry = { nonce: this.#nonce(), room, text, reply_to: replyTo, at, state: 'waiting' };
    this.#keep(entry);
    this.#take(entry);
    return entry;
  }

  /** The room's next text to send; none while one is on its way, so that they arrive in order. */
  next(room) {
    const [first] = this.of(room).filter(isOpen);
    return first?.state === 'waiting' ? first : null;
  }

  /** Whether this text still waits, as far as this tab knows. */
  waits(nonce) {
    return this.#find(nonce)?.state === 'waiting';
  }

  sending(nonce) {
    this.#update(nonce, { state: 'sending' });
  }

  /** It could not be sent now. */
  postpone(nonce) {
    this.#find(nonce)?.state === 'sending' && this.#update(nonce, { state: 'waiting' });
  }

  /** Acknowledged: stored for ever. It stays on the screen until its row does. */
  posted(nonce, seq) {
    this.#forget(nonce);
    this.#update(nonce, { state: 'posted', seq });
    this.#channel.postMessage({ posted: nonce, seq });
  }

  refused(nonce, { code, message, retryAfter = null }) {
    this.#update(nonce, { state: 'failed', problem: { code, message, retryAfter } });
    this.#keep(this.#find(nonce));
  }

  /** The connection is gone: what was on its way goes again. */
  interrupted() {
    this.#entries.filter(({ state }) => state === 'sending').forEach(({ nonce }) => this.postpone(nonce));
  }

  retry(nonce) {
    this.#update(nonce, { state: 'waiting', problem: null });
    const entry = this.#find(nonce);
    this.#keep(entry);
    entry && this.emit('waiting', entry.room);
  }

  /** The author does not want it any more. */
  discard(nonce) {
    this.#forget(nonce);
    this.#drop(nonce);
    this.#channel.postMessage({ discarded: nonce });
  }

  /** Its row is here. The other tabs hear that for themselves. */
  arrived(nonce) {
    if (this.#find(nonce)) {
      this.#forget(nonce);
      this.#drop(nonce);
    }
  }

  #heard({ entry, posted, seq, discarded }) {
    if (entry) {
      this.#take(entry);
    } else if (posted) {
      this.#gone.add(posted);
      this.#update(posted, { state: 'posted', seq });
    } else {
      this.#gone.add(discarded);
      this.#drop(discarded);
    }
  }

  #take(entry) {
    if (this.#gone.has(entry.nonce)) {
      return;
    }
    this.#entries = [...this.#entries.filter(({ nonce }) => nonce !== entry.nonce), { state: 'waiting', ...entry }].sort(inOrder);
    this.emit('change', entry.room);
    this.waits(entry.nonce) && this.emit('waiting', entry.room);
  }

  #find(nonce) {
    return this.#entries.find((entry) => entry.nonce === nonce);
  }

  #update(nonce, difference) {
    const index = this.#entries.findIndex((entry) => entry.nonce === nonce);
    if (index >= 0) {
      const entry = { ...this.#entries[index], ...difference };
      this.#entries[index] = entry;
      this.emit('change', entry.room);
    }
  }

  #drop(nonce) {
    const entry = this.#find(nonce);
    if (entry) {
      this.#entries = this.#entries.filter((other) => other !== entry);
      this.emit('change', entry.room);
    }
  }

  async #keep(entry) {
    if (entry) {
      await this.#shelf.put(entry);
      this.#gone.has(entry.nonce) || this.#channel.postMessage({ entry });
    }
  }

  #forget(nonce) {
    this.#gone.add(nonce);
    this.#shelf.delete(nonce);
  }
}

const isOpen = ({ state }) => state === 'waiting' || state === 'sending';

/** The clock is the same for all tabs of a browser. */
const inOrder = (a, b) => a.at - b.at || (a.nonce < b.nonce ? -1 : 1);
