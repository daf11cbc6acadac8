/** The server accepts this many. */
const MAX_FOLLOWED = 500;

/** Changes within this time are sent together; in milliseconds. */
const PAUSE = 100;

/**
 * Follows the people whose states the page shows: its own account, those whose cards are open, the people of direct
 * conversations, and those of the room on screen, in this order.
 */
export class FollowedPeople {
  #chat;
  #send;
  #room = null;
  #stop = () => {};
  #sent = null;
  #timer = null;
  #others = [];

  /** @param send sends a frame on the open socket */
  constructor(chat, send) {
    this.#chat = chat;
    this.#send = send;
    chat.rooms.on('change', () => this.#changed());
    chat.on('viewed', () => this.#viewed());
  }

  /** A new connection follows nobody yet. */
  connected() {
    this.#sent = null;
    this.#changed();
  }

  /** Follows a person who is shown elsewhere for a while; returns a function that ends this. */
  alsoFollow(username) {
    const shown = { username };
    this.#others.push(shown);
    this.#changed();
    return () => {
      this.#others = this.#others.filter((one) => one !== shown);
      this.#changed();
    };
  }

  #viewed() {
    const room = this.#chat.viewed;
    if (room !== this.#room) {
      this.#stop();
      this.#room = room;
      this.#stop = room?.on('people', () => this.#changed()) ?? (() => {});
      this.#changed();
    }
  }

  #changed() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#follow();
    }, PAUSE);
  }

  #follow() {
    const usernames = this.#wanted();
    const key = [...usernames].sort().join('\n');
    if (this.#chat.connection === 'open' && key !== this.#sent) {
      this.#sent = key;
      this.#send({ type: 'people', usernames });
    }
  }

  #wanted() {
    const direct = this.#chat.rooms.mine.flatMap(({ others = [] }) => others);
    const members = [...(this.#room?.members.values() ?? [])].filter(({ joined }) => joined).map(({ username }) => username);
    const online = [...(this.#room?.online ?? [])];
    return [...new Set([this.#chat.account.username, ...this.#others.map(({ username }) => username), ...direct, ...online, ...members])].slice(0, MAX_FOLLOWED);
  }
}
