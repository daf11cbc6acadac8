import { Signal } from './signal.js';

const PREFIX = 'parley.outbox';

/**
 * The texts that the server has not acknowledged yet. They are kept in the browser's storage, each with the nonce that
 * makes sending it again harmless, until it is certain that they are in the log.
 *
 * An entry is `waiting`, `sending`, `posted` (acknowledged; shown until its row arrives) or `failed` (refused; the
 * author retries or discards it).
 *
 * Events: `change` with the room's id.
 */
export class Outbox extends Signal {
  #entries = [];
  #storage;
  #prefix;
  #nonce;
  #now;

  /** @param storage the browser's, shared by the tabs */
  constructor(account, { storage, nonce = () => crypto.randomUUID(), now = () => Date.now() }) {
    super();
    this.#storage = storage;
    this.#prefix = `${PREFIX}/${account}/`;
    this.#nonce = nonce;
    this.#now = now;
    this.#load();
  }

  get rooms() {
    return [...new Set(this.#entries.map(({ room }) => room))];
  }

  of(room) {
    return this.#entries.filter((entry) => entry.room === room);
  }

  add(room, text, replyTo = null) {
    const entry = { nonce: this.#nonce(), room, text, reply_to: replyTo, at: this.#now(), state: 'waiting' };
    this.#entries.push(entry);
    this.#keep(entry);
    this.emit('change', room);
    return entry;
  }

  /** The room's next text to send; none while one is on its way, so that they arrive in order. */
  next(room) {
    const open = this.of(room).filter(({ state }) => state === 'waiting' || state === 'sending');
    return open[0]?.state === 'waiting' ? open[0] : null;
  }

  sending(nonce) {
    this.#update(nonce, { state: 'sending' });
  }

  /** Acknowledged: stored for ever. It stays on the screen until its row does. */
  posted(nonce, seq) {
    this.#forget(nonce);
    this.#update(nonce, { state: 'posted', seq });
  }

  refused(nonce, problem) {
    this.#update(nonce, { state: 'failed', problem });
  }

  /** The connection is gone: what was on its way goes again. */
  interrupted() {
    this.#entries.filter(({ state }) => state === 'sending').forEach(({ nonce }) => this.#update(nonce, { state: 'waiting' }));
  }

  retry(nonce) {
    this.#update(nonce, { state: 'waiting', problem: null });
  }

  /** Its row is in the log, or the author does not want it any more. */
  remove(nonce) {
    const entry = this.#find(nonce);
    if (entry) {
      this.#forget(nonce);
      this.#entries = this.#entries.filter((other) => other !== entry);
      this.emit('change', entry.room);
    }
  }

  /** Another tab of this browser has got an acknowledgement for it. */
  removedElsewhere(key) {
    if (key?.startsWith(this.#prefix)) {
      this.remove(key.slice(this.#prefix.length));
    }
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

  #load() {
    for (let i = 0; i < this.#storage.length; i++) {
      const key = this.#storage.key(i);
      if (key.startsWith(this.#prefix)) {
        this.#entries.push({ ...JSON.parse(this.#storage.getItem(key)), state: 'waiting' });
      }
    }
    this.#entries.sort((a, b) => a.at - b.at);
  }

  #keep({ state, ...kept }) {
    try {
      this.#storage.setItem(this.#prefix + kept.nonce, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs the text's life after the tab's, not the text.
    }
  }

  #forget(nonce) {
    this.#storage.removeItem(this.#prefix + nonce);
  }
}
