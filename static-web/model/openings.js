import { PASSING } from './delivery.js';

const SECOND_TRY_AFTER = 1_000;

/**
 * Which rooms are open on the current connection. Opening one that is being opened already changes nothing; a lost
 * connection closes them all.
 */
export class Openings {
  #requests;
  #send;
  #wanted;
  #open = new Set();
  #asked = new Map();

  /** @param wanted whether a room is still to be opened */
  constructor(requests, send, wanted) {
    this.#requests = requests;
    this.#send = send;
    this.#wanted = wanted;
  }

  has(id) {
    return this.#open.has(id);
  }

  /** Opens a room where its model stands, or fills a gap of one that is open. */
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

  /** The server has opened it. */
  opened(id) {
    this.#asked.delete(id);
    this.#open.add(id);
  }

  /** The server has closed it; says whether that was unasked. */
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

  /** What was in the way may have passed. */
  #again(room) {
    this.#wanted(room.id) && this.open(room);
  }
}

/** What a model holds, for the server to add to; a revision counts within its epoch. */
function held({ revision, epoch }) {
  return revision === null ? {} : { after: revision, ...(epoch && { epoch }) };
}
