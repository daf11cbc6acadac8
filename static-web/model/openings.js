import { PASSING } from './delivery.js';

const SECOND_TRY_AFTER = 1_000;

/**
 * The rooms that are open on the current connection. Opening a room that is already being opened does nothing; a lost
 * connection closes them all.
 */
export class Openings {
  #requests;
  #send;
  #wanted;
  #open = new Set();
  #asked = new Map();

  /** @param wanted whether a room should still be opened */
  constructor(requests, send, wanted) {
    this.#requests = requests;
    this.#send = send;
    this.#wanted = wanted;
  }

  has(id) {
    return this.#open.has(id);
  }

  /** Opens a room after its model's revision, or repairs a gap in an open one. */
  async open(room) {
    if (this.#asked.has(room.id)) {
      return;
    }
    const asked = this.#requests.ask({ type: 'open', room: room.id, ...held(room) });
    this.#asked.set(room.id, asked);
    try {
      await asked;
    } catch (problem) {
      this.#notOpened(room, asked, problem);
    }
  }

  /** The server has opened the room. */
  opened(id) {
    this.#asked.delete(id);
    this.#open.add(id);
  }

  /** The server has closed the room; returns whether this tab had it open, that is, did not request it. */
  closed(id) {
    return this.#open.delete(id);
  }

  close(id) {
    if (this.#open.delete(id)) {
      this.#send({ type: 'close', room: id });
    }
  }

  lost() {
    this.#open.clear();
    this.#asked.clear();
  }

  #notOpened(room, asked, problem) {
    if (this.#asked.get(room.id) === asked) {
      this.#asked.delete(room.id);
    }
    if (PASSING.has(problem.code)) {
      setTimeout(() => this.#again(room), problem.retryAfter ?? SECOND_TRY_AFTER);
    } else if (problem.code !== 'disconnected') {
      room.become('refused', problem);
    }
  }

  /** Retries a temporary refusal. */
  #again(room) {
    this.#wanted(room.id) && this.open(room);
  }
}

/**
 * The revision and epoch that a model holds, so that the server sends only what follows. Revisions of different epochs
 * do not compare.
 */
function held({ revision, epoch }) {
  return revision === null ? {} : { after: revision, ...(epoch && { epoch }) };
}
