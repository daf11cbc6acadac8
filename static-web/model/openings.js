import { PASSING } from './delivery.js';

const RETRY_DELAY = 1_000;

/**
 * The rooms that are open on the current connection. Opening a room that is already being opened does nothing; a lost
 * connection closes them all.
 */
export class Openings {
  #requests;
  #send;
  #isWanted;
  #open = new Set();
  #pending = new Map();

  /** @param isWanted whether a room should still be opened */
  constructor(requests, send, isWanted) {
    this.#requests = requests;
    this.#send = send;
    this.#isWanted = isWanted;
  }

  has(id) {
    return this.#open.has(id);
  }

  /** Opens a room after its model's revision, or repairs a gap in an open one. */
  async open(room) {
    if (this.#pending.has(room.id)) {
      return;
    }
    const request = this.#requests.send({ type: 'open', room: room.id, ...position(room) });
    this.#pending.set(room.id, request);
    try {
      await request;
    } catch (problem) {
      this.#notOpened(room, request, problem);
    }
  }

  /** The server has opened the room. */
  opened(id) {
    this.#pending.delete(id);
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
    this.#pending.clear();
  }

  #notOpened(room, request, problem) {
    if (this.#pending.get(room.id) === request) {
      this.#pending.delete(room.id);
    }
    if (PASSING.has(problem.code)) {
      setTimeout(() => this.#reopen(room), problem.retryAfter ?? RETRY_DELAY);
    } else if (problem.code !== 'disconnected') {
      room.become('refused', problem);
    }
  }

  /** Retries a temporary refusal. */
  #reopen(room) {
    this.#isWanted(room.id) && this.open(room);
  }
}

/**
 * The revision and epoch that a model holds, so that the server sends only what follows. Revisions of different epochs
 * do not compare.
 */
function position({ revision, epoch }) {
  return revision === null ? {} : { after: revision, ...(epoch && { epoch }) };
}
