/**
 * What people show of themselves apart from rooms, as far as this page knows: `{username, status}`. The server sends the
 * current state of everybody whom the page follows, and reports when something ends by itself.
 */
export class PersonStates {
  #states = new Map();
  #watchers = new Map();

  /** The person's state; without parts that are absent or unknown. */
  of(username) {
    return this.#states.get(username) ?? { username };
  }

  /** Whether the person wants no notifications. */
  isQuiet(username) {
    return Boolean(this.of(username).status?.do_not_disturb);
  }

  /** Takes over current state. */
  learn(state) {
    this.#states.set(state.username, state);
    this.#watchers.get(state.username)?.forEach((heard) => heard());
  }

  /** Takes over the answer to a request about a person's own status. */
  learnOwn(username, { now, ...status }) {
    const isNone = !status.text && !status.emoji && !status.do_not_disturb;
    this.learn({ ...this.of(username), status: isNone ? undefined : status });
  }

  /** Calls the listener when the person's state changes; returns a function that ends this. */
  watch(username, heard) {
    const watchers = this.#watchers.get(username) ?? new Set();
    this.#watchers.set(username, watchers.add(heard));
    return () => {
      watchers.delete(heard);
      watchers.size === 0 && this.#watchers.get(username) === watchers && this.#watchers.delete(username);
    };
  }
}

/** The states that this page shows. */
export const personStates = new PersonStates();
