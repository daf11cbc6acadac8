import { Emitter } from './emitter.js';

const PREFIX = 'parley.edit';

/**
 * Unsaved edits of messages. Like drafts they survive leaving the room, a reload and a crash.
 *
 * An edit is `{text, base}`; `base` is the message's text when the edit began. A message whose text differs from `base`
 * was changed elsewhere.
 *
 * Events: `change` with `{room, seq}`.
 */
export class Edits extends Emitter {
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

  /** The seqs of a room's messages that have an unsaved edit, in ascending order. */
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
      // The storage is full or forbidden: the edit lasts as long as the tab.
    }
    this.emit('change', { room, seq });
  }

  /** Removes an edit that was saved or is no longer wanted. */
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
