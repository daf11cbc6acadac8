/** A name behind an `@` that begins a word. */
const NAMED = /(?<![\p{L}\p{N}@/.])@([\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}._-]{0,30}[\p{L}\p{M}\p{N}])?)/gu;
/** More are not looked up. */
const MOST = 5;

/**
 * The people that a text names who are no members of the room, so that nobody tells them.
 *
 * @param members usernames of those who are
 * @param find promises the accounts with a part of a name
 */
export async function outsiders(text, members, find) {
  const known = new Set([...members, 'here'].map(folded));
  const names = [...new Set([...text.matchAll(NAMED)].map(([, name]) => folded(name)))].filter((name) => !known.has(name)).slice(0, MOST);
  const found = await Promise.all(names.map((name) => find(name).then(({ accounts }) => accounts.find(({ username }) => folded(username) === name), () => null)));
  return found.filter(Boolean);
}

const folded = (name) => name.normalize('NFKC').toLowerCase();
