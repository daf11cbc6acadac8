/**
 * The versions of people's profile pictures, as far as this page knows them. A picture is the same in all rooms, so any
 * frame or list that names a person also updates the places that show the person elsewhere.
 */
export class Avatars {
  #versions = new Map();
  #watchers = new Map();

  /** The current version of the person's picture; null for none, and while it is unknown. */
  versionOf(username) {
    return this.#versions.get(username) ?? null;
  }

  /** Takes over current state: `{username, avatar}`, without `avatar` for a person without a picture. */
  learn({ username, avatar = null }) {
    if (this.#versions.get(username) !== avatar) {
      const shown = this.versionOf(username);
      this.#versions.set(username, avatar);
      shown === avatar || this.#watchers.get(username)?.forEach((listener) => listener());
    }
  }

  /** Takes over state that may be old, of a person of whom nothing newer is known. */
  recall(person) {
    this.#versions.has(person.username) || this.learn(person);
  }

  /** Takes over the pictures of the people in direct conversations. */
  learnRooms(rooms) {
    peopleOf(rooms).forEach((person) => this.learn(person));
  }

  recallRooms(rooms) {
    peopleOf(rooms).forEach((person) => this.recall(person));
  }

  /** Takes over the pictures of the authors of messages in lists across rooms. */
  learnAuthors(found) {
    found.forEach(({ message, author_avatar: avatar }) => this.learn({ username: message.author, avatar }));
  }

  /** Calls the listener when the person's picture changes; returns a function that ends this. */
  watch(username, listener) {
    const watchers = this.#watchers.get(username) ?? new Set();
    this.#watchers.set(username, watchers.add(listener));
    return () => {
      watchers.delete(listener);
      watchers.size === 0 && this.#watchers.get(username) === watchers && this.#watchers.delete(username);
    };
  }
}

const peopleOf = (rooms) => rooms.flatMap(({ people = [], avatars: known = {} }) => people.map((username) => ({ username, avatar: known[username] })));

/** The pictures that this page shows. */
export const avatars = new Avatars();
