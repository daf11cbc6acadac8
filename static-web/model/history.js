const PAGE = 96;
const HALF_PAGE = PAGE / 2;

/** Reads pages of rooms' logs, one at a time for each room. */
export class History {
  #http;
  #reading = new Map();

  constructor(http) {
    this.#http = http;
  }

  /** Loads the page before the oldest message that the room holds. */
  older(room) {
    return this.#read(room, () => room.hasOlder && this.#load(room, `before=${room.rows.first}`, (page) => room.extend(page)));
  }

  /** Loads the page after the last message that the room holds. */
  newer(room) {
    return this.#read(room, () => room.hasNewer && this.#load(room, `after=${room.rows.last}`, (page) => room.extend(page)));
  }

  /** Lets the room hold a message with its neighbours; says whether there is one. */
  async around(room, seq) {
    const bounds = `after=${Math.max(0, seq - HALF_PAGE)}&before=${seq + HALF_PAGE}`;
    const show = (page) => page.some((message) => message.seq === seq) && room.showPage(page);
    await this.#read(room, () => room.rows.at(seq) || this.#load(room, bounds, show));
    return Boolean(room.rows.at(seq));
  }

  /** Lets the room hold its newest messages. */
  newest(room) {
    return this.#read(room, () => room.hasNewer && this.#load(room, '', (page) => room.showPage(page)));
  }

  /** One message that the room may not hold; null when it is not there. */
  async one(room, seq) {
    const { messages } = await this.#http.get(`${messagesOf(room)}?after=${seq - 1}&limit=1`);
    return messages.find((message) => message.seq === seq) ?? null;
  }

  /** What is to be read is decided when the reading before has ended. */
  #read(room, read) {
    const before = this.#reading.get(room) ?? Promise.resolve();
    const reading = before.catch(() => {}).then(read);
    this.#reading.set(room, reading);
    return reading;
  }

  async #load(room, bounds, take) {
    const { rows } = room;
    rows.expect();
    try {
      const { messages } = await this.#http.get(`${messagesOf(room)}?${bounds}${bounds && '&'}limit=${PAGE}`);
      // A reset in the meantime has put other rows in their place.
      if (room.rows === rows) {
        take(messages);
      }
    } finally {
      rows.giveUp();
    }
  }
}

const messagesOf = (room) => `api/rooms/${encodeURIComponent(room.id)}/messages`;
