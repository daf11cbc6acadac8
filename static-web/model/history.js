const PAGE_SIZE = 96;
const HALF_PAGE = PAGE_SIZE / 2;

/** Loads pages of room history, one at a time per room. */
export class History {
  #http;
  #reads = new Map();

  constructor(http) {
    this.#http = http;
  }

  /** Loads the page before the oldest message of the loaded range. */
  older(room) {
    return this.#read(room, () => room.hasOlder && this.#load(room, `before=${room.rows.first}`, (page, notices) => room.extend(page, notices)));
  }

  /** Loads the page after the newest message of the loaded range. */
  newer(room) {
    return this.#read(room, () => room.hasNewer && this.#load(room, `after=${room.rows.last}`, (page, notices) => room.extend(page, notices)));
  }

  /** Loads a message with its neighbours; returns whether the message exists. */
  async around(room, seq) {
    const bounds = `after=${Math.max(0, seq - HALF_PAGE)}&before=${seq + HALF_PAGE}`;
    const show = (page, notices) => page.some((message) => message.seq === seq) && room.showPage(page, notices);
    await this.#read(room, () => room.rows.at(seq) || this.#load(room, bounds, show));
    return Boolean(room.rows.at(seq));
  }

  /** Loads the newest messages. */
  newest(room) {
    return this.#read(room, () => room.hasNewer && this.#load(room, '', (page, notices) => room.showPage(page, notices)));
  }

  /** Fetches one message that may be outside the loaded range; null if it does not exist. */
  async one(room, seq) {
    const { messages } = await this.#http.get(`${messagesOf(room)}?after=${seq - 1}&limit=1`);
    return messages.find((message) => message.seq === seq) ?? null;
  }

  /** Runs `read` once the room's previous read has ended, so that it sees the result of that read. */
  #read(room, read) {
    const before = this.#reads.get(room) ?? Promise.resolve();
    const reading = before.catch(() => {}).then(read);
    this.#reads.set(room, reading);
    return reading;
  }

  async #load(room, bounds, apply) {
    const { rows } = room;
    rows.expect();
    try {
      const { messages, notices } = await this.#http.get(`${messagesOf(room)}?${bounds}${bounds && '&'}limit=${PAGE_SIZE}`);
      // If the room was reset meanwhile, its rows were replaced.
      if (room.rows === rows) {
        apply(messages, notices);
      }
    } finally {
      rows.giveUp();
    }
  }
}

const messagesOf = (room) => `api/rooms/${encodeURIComponent(room.id)}/messages`;
