import { Emitter } from './emitter.js';
import { folded } from './folding.js';

/**
 * The groups that texts can mention, as `{name, description, people, mine}` with the number of people.
 *
 * Events: `change`.
 */
export class Groups extends Emitter {
  #all = [];

  /** Reads the list; if that fails, the known groups are kept. */
  async read(http) {
    const found = await http.get('api/groups').catch(() => null);
    found && this.learn(found.groups);
  }

  learn(groups) {
    const isSame = JSON.stringify(groups) === JSON.stringify(this.#all);
    this.#all = groups;
    isSame || this.emit('change');
  }

  get all() {
    return this.#all;
  }

  /** Whether this account is in the group at present. */
  isMine(name) {
    const wanted = folded(name);
    return this.#all.some((group) => group.mine && folded(group.name) === wanted);
  }
}

/** The groups that this page knows. */
export const groups = new Groups();
