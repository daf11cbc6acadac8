import { Problem } from '../../net/problem.js';
import { roomApi } from '../../net/room-api.js';
import { roomPath } from '../kit/paths.js';
import { copyText } from '../kit/copy.js';
import { pickPeople } from './pick-people.js';
import { toast } from '../kit/toast.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** Whether this account may add people to a room. */
export const mayAdd = ({ kind, role, archived_at }) => kind !== 'direct' && !archived_at && ['owner', 'moderator'].includes(role);

/** Opens a dialog to add accounts to a room. */
export function addPeople({ room }) {
  const joined = [...room.members.values()].filter((member) => member.joined).map(({ username }) => username);
  pickPeople({
    title: t('details.add-people.addPeopleTo', { label: room.info.label }),
    excluded: joined,
    most: 50,
    hint: () => t('details.add-people.theyCanSeeThe'),
    action: (chosen) => (chosen.length > 1 ? t('details.add-people.addMany', { count: chosen.length }) : t('details.add-people.add')),
    run: (usernames) => addAll(room, usernames),
  });
}

/** Adds all accounts that can be added; rejects with the names of the others and the reasons. */
export async function addAll({ id }, usernames) {
  const refused = [];
  for (const username of usernames) {
    await roomApi.add(id, username).catch((problem) => refused.push({ username, reason: problemText(problem) }));
  }
  if (refused.length > 0) {
    throw new Problem({ code: 'not_added', detail: notAdded(refused) });
  }
  usernames.length > 0 && toast(usernames.length === 1 ? t('details.add-people.wasAdded', { username: usernames[0] }) : t('details.add-people.peopleWereAdded', { count: usernames.length }));
}

/** Groups the names by reason, one sentence each. */
function notAdded(refused) {
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return reasons.map((reason) => t('details.add-people.notAdded', { names: names(refused.filter((one) => one.reason === reason)), reason })).join(' ');
}

const names = (people) => new Intl.ListFormat('en').format(people.map(({ username }) => username));

/** Copies the link to a room. Only people who may enter the room can use it. */
export const copyRoomLink = ({ info }) => copyText(new URL(roomPath(info.handle), document.baseURI).href, t('details.add-people.linkCopied'));
