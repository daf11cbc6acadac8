import { Emitter } from './emitter.js';
import { isBlank } from './text.js';

const TEXT = 'parley.draft';
const REPLY = 'parley.reply';

/**
 * The draft of each room and the message that it replies to, shared by all tabs of a browser. Drafts survive a reload
 * and a crash.
 *
 * A tab overwrites another tab's text only after having shown it. Otherwise both texts are kept: this tab continues
 * with its own (`of`) and offers the other one (`otherOf`) until one of them is chosen, sent or emptied.
 *
 * Events: `change` with the room's id.
 */
export class Drafts extends Emitter {
  #shared;
  #local;
  #account;
  #rooms = new Map();

  /**
   * @param shared storage that all tabs of the browser share
   * @param own storage of this tab alone, which survives a reload
   */
  constructor(account, shared, own) {
    super();
    this.#account = account;
    this.#shared = shared;
    this.#local = own;
  }

  of(room) {
    return this.#draft(room).text;
  }

  /** The text that another tab has written meanwhile; null while all tabs agree. */
  otherOf(room) {
    return this.#draft(room).other;
  }

  /** Whether a room has a draft that is not blank. */
  has(room) {
    return !isBlank(this.of(room));
  }

  write(room, text) {
    const draft = this.#draft(room);
    const written = read(this.#shared, this.#key(TEXT, room));
    if (draft.other === null && written !== draft.seen && written !== text && !isBlank(written)) {
      draft.other = written;
    }
    draft.text = text;
    if (draft.other !== null && isBlank(text)) {
      this.#replace(room, draft.other);
    } else {
      this.#save(room);
    }
    this.emit('change', room);
  }

  /** Replaces this tab's text with the other tab's. */
  takeOther(room) {
    this.#replace(room, this.#draft(room).other ?? '');
    this.emit('change', room);
  }

  /** Keeps this tab's text, in all tabs. */
  keepOwn(room) {
    this.#draft(room).other = null;
    this.#save(room);
    this.emit('change', room);
  }

  /** The seq of the message that the draft replies to; null for none. */
  replyOf(room) {
    return Number(read(this.#shared, this.#key(REPLY, room))) || null;
  }

  answer(room, seq) {
    write(this.#shared, this.#key(REPLY, room), seq === null ? '' : String(seq));
    this.emit('change', room);
  }

  /** Handles a storage event: another tab has written. */
  writtenElsewhere(key, text) {
    const [kind, account, room] = key?.split('/') ?? [];
    if (account !== this.#account || (kind !== TEXT && kind !== REPLY)) {
      return;
    }
    kind === TEXT && this.#follow(room, text ?? '');
    this.emit('change', room);
  }

  #follow(room, text) {
    const draft = this.#draft(room);
    if (draft.other === null) {
      this.#replace(room, text);
    } else if (isBlank(text) || text === draft.text) {
      draft.other = null;
      this.#save(room);
    } else {
      draft.other = text;
    }
  }

  #replace(room, text) {
    Object.assign(this.#draft(room), { text, seen: text, other: null });
    write(this.#local, this.#key(TEXT, room), '');
  }

  /** While the tabs differ, this tab's text is kept in its own storage. */
  #save(room) {
    const draft = this.#draft(room);
    const differs = draft.other !== null;
    write(this.#local, this.#key(TEXT, room), differs ? draft.text : '');
    if (!differs) {
      draft.seen = draft.text;
      write(this.#shared, this.#key(TEXT, room), draft.text);
    }
  }

  #draft(room) {
    if (!this.#rooms.has(room)) {
      this.#rooms.set(room, this.#restore(room));
    }
    return this.#rooms.get(room);
  }

  #restore(room) {
    const seen = read(this.#shared, this.#key(TEXT, room));
    const own = read(this.#local, this.#key(TEXT, room));
    const differs = !isBlank(own) && !isBlank(seen) && own !== seen;
    return { text: isBlank(own) ? seen : own, seen, other: differs ? seen : null };
  }

  #key(kind, room) {
    return `${kind}/${this.#account}/${room}`;
  }
}

const read = (storage, key) => storage.getItem(key) ?? '';

function write(storage, key, text) {
  try {
    text ? storage.setItem(key, text) : storage.removeItem(key);
  } catch {
    // The storage is full or forbidden: the draft lasts as long as the tab.
  }
}
