import { folded } from './folding.js';

/**
 * Finds people whose displayed name could be mistaken for another person's.
 *
 * @param people `{username, display_name}`
 * @returns their usernames
 */
export function namesakes(people) {
  const known = [...people];
  const claims = new Map();
  for (const { username, display_name: shown } of known) {
    for (const name of [username, shown ?? username].map(folded)) {
      claims.set(name, (claims.get(name) ?? new Set()).add(username));
    }
  }
  return new Set(known.filter(({ username, display_name: shown }) => claims.get(folded(shown ?? username)).size > 1).map(({ username }) => username));
}

/** The name to show, with the username added where the name alone is ambiguous. */
export const toldApart = (username, shown, isShared) => (isShared && shown !== username ? `${shown} @${username}` : shown);
