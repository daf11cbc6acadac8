const PAGE = 50;

/** Reads older messages of rooms, one page at a time. */
export class History {
  #http;
  #loading = new Map();

  constructor(http) {
    this.#http = http;
  }

  /** Loads the page before the oldest message that the room holds; joins a load that is under way. */
  older(room) {
    if (!room.hasOlder) {
      return Promise.resolve();
    }
    if (!this.#loading.has(room)) {
      const load = this.#load(room).finally(() => this.#loading.delete(room));
      this.#loading.set(room, load);
    }
    return this.#loading.get(room);
  }

  /** Loads pages until the room holds a message. */
  async reach(room, seq) {
    while (room.rows.first > seq) {
      await this.older(room);
    }
  }

  /** One message that the room may not hold; null when it is not there. */
  async one(room, seq) {
    const { messages } = await this.#http.get(`${messagesOf(room)}?after=${seq - 1}&limit=1`);
    return messages.find((message) => message.seq === seq) ?? null;
  }

  async #load(room) {
    const rows = room.rows;
    room.expectOlder();
    const { messages } = await this.#http.get(`${messagesOf(room)}?before=${rows.first}&limit=${PAGE}`);
    // A reset in the meantime has put other rows in their place.
    if (room.rows === rows) {
      room.addOlder(messages);
    }
  }
}

const messagesOf = (room) => `api/rooms/${encodeURIComponent(room.id)}/messages`;
