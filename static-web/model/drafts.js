import { isBlank } from './text.js';
import { Signal } from './signal.js';

const PREFIX = 'parley.draft';

/**
 * What is being written in each room, the same in all tabs of a browser and after a reload.
 *
 * Events: `change` with the room's id.
 */
export class Drafts extends Signal {
  #storage;
  #prefix;
  #texts = new Map();

  /** @param storage the browser's, shared by the tabs */
  constructor(account, storage) {
    super();
    this.#storage = storage;
    this.#prefix = `${PREFIX}/${account}/`;
  }

  of(room) {
    if (!this.#texts.has(room)) {
      this.#texts.set(room, this.#storage.getItem(this.#prefix + room) ?? '');
    }
    return this.#texts.get(room);
  }

  /** Whether there is something to be finished in a room. */
  has(room) {
    return !isBlank(this.of(room));
  }

  write(room, text) {
    this.#texts.set(room, text);
    try {
      text ? this.#storage.setItem(this.#prefix + room, text) : this.#storage.removeItem(this.#prefix + room);
    } catch {
      // Full or forbidden: the draft lives as long as the tab.
    }
    this.emit('change', room);
  }

  /** Another tab has written in the storage. */
  writtenElsewhere(key, text) {
    if (key?.startsWith(this.#prefix)) {
      const room = key.slice(this.#prefix.length);
      this.#texts.set(room, text ?? '');
      this.emit('change', room);
    }
  }
}
