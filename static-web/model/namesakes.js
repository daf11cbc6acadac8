import { folded } from './folding.js';

/**
 * Who among these people could be taken for another of them by the name that is shown.
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

/** The name to show, with the username beside it where that alone tells who it is. */
export const toldApart = (username, shown, isShared) => (isShared && shown !== username ? `${shown} @${username}` : shown);
