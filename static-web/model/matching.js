import { folded } from './folding.js';

/**
 * The rooms that match a few letters, best match first: names that begin with them, then names with a word that does,
 * then names that contain them, then names that contain the letters in order. Among equal matches unread rooms come
 * first.
 */
export function matches(rooms, query) {
  const wanted = folded(query.trim());
  return rooms
    .map((room) => ({ room, rank: Math.min(...namesOf(room).map((name) => rank(folded(name), wanted))) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank || Number(b.room.unread > 0) - Number(a.room.unread > 0))
    .map(({ room }) => room);
}

const namesOf = ({ label, name, others = [], former_names = [] }) => [label, name ?? label, ...others, ...former_names];

function rank(name, wanted) {
  if (name.startsWith(wanted)) {
    return 0;
  }
  if (name.split(/[\s_-]+/).some((word) => word.startsWith(wanted))) {
    return 1;
  }
  if (name.includes(wanted)) {
    return 2;
  }
  let at = -1;
  const inOrder = [...wanted].every((letter) => (at = name.indexOf(letter, at + 1)) >= 0);
  return inOrder ? 3 : Infinity;
}
