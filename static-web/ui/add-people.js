import { roomApi } from '../net/room-api.js';
import { roomPath } from './paths.js';
import { copyText } from './copy.js';
import { pickPeople } from './pick-people.js';
import { toast } from './toast.js';

/** Whether this account adds people to a room by itself. */
export const mayAdd = ({ kind, role, archived_at }) => kind !== 'direct' && !archived_at && ['owner', 'moderator'].includes(role);

/** Adds people who have an account here to a room. */
export function addPeople({ room }) {
  const joined = [...room.members.values()].filter((member) => member.joined).map(({ username }) => username);
  pickPeople({
    title: `Add people to ${room.info.label}`,
    excluded: joined,
    most: 50,
    hint: () => 'They see the room and its history immediately. People without an account need an invite link.',
    action: (chosen) => (chosen.length > 1 ? `Add ${chosen.length} people` : 'Add'),
    run: (usernames) => addAll(room, usernames),
  });
}

/** Adds them one after the other; fails with the first refusal, when those before it are members already. */
export async function addAll(room, usernames) {
  for (const username of usernames) {
    await roomApi.add(room.id, username);
  }
  toast(usernames.length === 1 ? `${usernames[0]} was added` : `${usernames.length} people were added`);
}

/** What leads to a room, for those who may find it by themselves. */
export const copyRoomLink = ({ info }) => copyText(new URL(roomPath(info.handle), document.baseURI).href, 'Link copied');
