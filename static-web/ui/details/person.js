import { html, nothing } from 'lit';
import { roomApi } from '../../net/room-api.js';
import { avatar } from '../kit/avatar.js';
import { confirm, showError } from '../kit/confirm.js';
import { editStatus } from '../account/edit-status.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { presence } from '../kit/parley-presence.js';
import { status } from '../kit/parley-status.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

const ROLES = { owner: t('details.person.owner'), moderator: t('details.person.moderator'), member: t('details.person.member') };

/**
 * Opens the card of an account in a room, with the actions on it.
 *
 * @param write begins a direct conversation with the account
 * @param changed called after an action
 */
export function showPerson({ conversation, username, write, changed = () => {} }) {
  const { room, me } = conversation;
  const member = room.members.get(username);
  const act = (close, doing) => async () => {
    close();
    await doing().then(changed, (problem) => showError(t('details.person.thisDidntWork'), problemText(problem)));
  };
  const unfollow = conversation.chat.followed.alsoFollow(username);
  openDialog({
    title: conversation.nameOf(username),
    closed: unfollow,
    className: 'person-card',
    content: (close) => html`
      <div class="who">
        ${avatar(username, 'big')}
        <div>
          <p dir="auto">@${username}${username === me ? html` <span class="you">${t('details.person.you')}</span>` : nothing}</p>
          <p class="muted small">${presence(username, 'words')} ${[room.online.has(username) ? t('details.person.here') : '', roleText(room, member)].filter(Boolean).map((words) => html`<span class="person-fact">${words}</span>`)}</p>
          ${status(username, 'full')}
        </div>
      </div>
      <div class="actions">
        <button type="button" class="button" @click=${act(close, () => write([username].filter((name) => name !== me)))}>
          ${icon('chat')}${username === me ? t('details.person.notesToYourself') : t('details.person.sendAMessage')}
        </button>
        ${username === me ? html`<button type="button" class="button button-quiet" @click=${act(close, () => editStatus(me))}>${icon('smile')}${t('chat.account.setAStatus')}</button>` : nothing}
        ${username === me ? nothing : actions(room, member, username).map(({ label, danger, run }) => html`
          <button type="button" class="button button-quiet ${danger ? 'button-warning' : ''}" @click=${act(close, run)}>${label}</button>
        `)}
      </div>
    `,
  });
}

const roleText = (room, member) => (room.info.kind === 'direct' ? '' : member?.banned ? t('details.person.banned') : member?.joined ? ROLES[member.role] : t('details.person.notAMember'));

/** The actions that the viewing account may take on another one. */
function actions(room, member, username) {
  const { id, role, kind, archived_at } = room.info;
  const joined = member?.joined;
  const own = role === 'owner';
  const mine = own || role === 'moderator';
  if (kind === 'direct' || !mine || archived_at || (joined && member.role === 'owner') || (joined && member.role === 'moderator' && !own)) {
    return [];
  }
  const rename = (next, label) => ({ label, run: () => roomApi.setRole(id, username, next) });
  return [
    own && joined && member.role === 'member' && rename('moderator', t('details.person.makeModerator')),
    own && joined && member.role === 'moderator' && rename('member', t('details.person.removeModeratorRole')),
    own && joined && { label: t('details.person.makeOwner'), run: () => transferOwnership(id, username) },
    !joined && !member?.banned && { label: t('details.person.addToTheRoom'), run: () => roomApi.add(id, username) },
    joined && room.id !== 'general' && { label: t('details.person.removeFromTheRoom'), danger: true, run: () => remove(id, username) },
    member?.banned
      ? { label: t('details.person.unban'), run: () => roomApi.liftBan(id, username) }
      : { label: t('details.person.banFromTheRoom'), danger: true, run: () => ban(id, username) },
  ].filter(Boolean);
}

async function transferOwnership(id, username) {
  const agreed = await confirm({ title: t('details.person.makeTheOwner', { username }), detail: t('details.person.aRoomHasOne'), action: t('details.person.makeOwner') });
  return agreed && roomApi.setRole(id, username, 'owner');
}

async function remove(id, username) {
  const agreed = await confirm({
    title: t('details.person.removeFromTheRoom2', { username }),
    detail: t('details.person.theyWillStopReceiving'),
    action: t('details.person.remove'),
  });
  return agreed && roomApi.remove(id, username);
}

async function ban(id, username) {
  const agreed = await confirm({
    title: t('details.person.banQuestion', { username }),
    detail: t('details.person.theyWillBeRemoved'),
    action: t('details.person.ban'),
  });
  return agreed && roomApi.ban(id, username, null);
}
