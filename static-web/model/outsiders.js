/** A name after an `@` at the beginning of a word. */
const NAMED = /(?<![\p{L}\p{N}@/.])@([\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}._-]{0,30}[\p{L}\p{M}\p{N}])?)/gu;
/** The maximum number of names that are looked up. */
const MAX_NAMES = 5;

/**
 * The accounts that a text names but that are not members of the room and therefore will not be notified.
 *
 * @param members the members' usernames, and the names of groups
 * @param find returns a promise of the accounts whose names match a part
 */
export async function outsiders(text, members, find) {
  const known = new Set([...members, 'here'].map(folded));
  const names = [...new Set([...text.matchAll(NAMED)].map(([, name]) => folded(name)))].filter((name) => !known.has(name)).slice(0, MAX_NAMES);
  const found = await Promise.all(names.map((name) => find(name).then(({ accounts }) => accounts.find(({ username }) => folded(username) === name), () => null)));
  return found.filter(Boolean);
}

const folded = (name) => name.normalize('NFKC').toLowerCase();
