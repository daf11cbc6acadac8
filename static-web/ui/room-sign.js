import { avatar } from './avatar.js';
import { icon } from './icons.js';

/** What stands before a room's name: a face for a direct conversation with one, a sign for anything else. */
export function roomSign({ kind, others }) {
  if (kind !== 'direct') {
    return icon(kind === 'private' ? 'lock' : 'hash');
  }
  return others?.length === 1 ? avatar(others[0], 'tiny') : icon(others?.length ? 'people' : 'pencil');
}
