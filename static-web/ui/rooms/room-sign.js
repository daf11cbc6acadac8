import { avatar } from '../kit/avatar.js';
import { icon } from '../kit/icons.js';

/** The icon before a room's name: the avatar for a direct conversation with one person, otherwise a symbol. */
export function roomSign({ kind, others }) {
  if (kind !== 'direct') {
    return icon(kind === 'private' ? 'lock' : 'hash');
  }
  return others?.length === 1 ? avatar(others[0], 'tiny') : icon(others?.length ? 'people' : 'pencil');
}
