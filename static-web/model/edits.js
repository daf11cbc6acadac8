import { Signal } from './signal.js';

const PREFIX = 'parley.edit';

/**
 * Edits of messages that are not saved yet, kept like drafts: they survive another room, a reload and a crash.
 *
 * An edit is `{text, base}`; `base` is the message's text that it began from. If the message has another text by now, it was
 * changed elsewhere.
 *
 * Events: `change` with `{room, seq}`.
 */
export class Edits extends Signal {
  #storage;
  #prefix;
  #edits = new Map();

  /** @param storage the browser's, shared by the tabs */
  constructor(account, storage) {
    super();
    this.#storage = storage;
    this.#prefix = `${PREFIX}/${account}/`;
    keysOf(storage)
      .filter((key) => key.startsWith(this.#prefix))
      .forEach((key) => this.#edits.set(key, parsed(storage.getItem(key))));
  }

  /** The unsaved edit of a message; null for none. */
  of(room, seq) {
    return this.#edits.get(this.#key(room, seq)) ?? null;
  }

  /** The numbers of a room's messages that have an unsaved edit, in order. */
  in(room) {
    const prefix = this.#key(room, '');
    return [...this.#edits.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => Number(key.slice(prefix.length)))
      .sort((a, b) => a - b);
  }

  write(room, seq, edit) {
    this.#edits.set(this.#key(room, seq), edit);
    try {
      this.#storage.setItem(this.#key(room, seq), JSON.stringify(edit));
    } catch {
      // Full or forbidden: it lives as long as the tab.
    }
    this.emit('change', { room, seq });
  }

  /** It was saved, or is not wanted. */
  discard(room, seq) {
    this.#edits.delete(this.#key(room, seq));
    this.#storage.removeItem(this.#key(room, seq));
    this.emit('change', { room, seq });
  }

  #key(room, seq) {
    return `${this.#prefix}${room}/${seq}`;
  }
}

const keysOf = (storage) => Array.from({ length: storage.length }, (_, i) => storage.key(i));

function parsed(written) {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
