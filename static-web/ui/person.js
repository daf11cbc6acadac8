import { html, nothing } from 'lit';
import { roomApi } from '../net/room-api.js';
import { avatar } from './avatar.js';
import { confirm, tell } from './confirm.js';
import { openDialog } from './dialog.js';
import { icon } from './icons.js';
import { problemWords } from './words.js';

const ROLES = { owner: 'Owner', moderator: 'Moderator', member: 'Member' };

/**
 * Who somebody is in a room, and what can be done about it.
 *
 * @param write begins a direct conversation with them
 * @param changed called when something was done
 */
export function showPerson({ conversation, username, write, changed = () => {} }) {
  const { room, me } = conversation;
  const member = room.members.get(username);
  const act = (close, doing) => async () => {
    close();
    await doing().then(changed, (problem) => tell('This did not work', problemWords(problem)));
  };
  openDialog({
    title: conversation.nameOf(username),
    className: 'person-card',
    content: (close) => html`
      <div class="who">
        ${avatar(username, 'big')}
        <div>
          <p dir="auto">@${username}${username === me ? html` <span class="you">you</span>` : nothing}</p>
          <p class="muted small">${[room.online.has(username) ? 'Online' : 'Offline', standing(room, member)].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      <div class="actions">
        <button type="button" class="button" @click=${act(close, () => write([username].filter((name) => name !== me)))}>
          ${icon('chat')}${username === me ? 'Notes to yourself' : 'Send a message'}
        </button>
        ${username === me ? nothing : deeds(room, member, username).map(({ label, danger, run }) => html`
          <button type="button" class="button button-quiet ${danger ? 'button-warning' : ''}" @click=${act(close, run)}>${label}</button>
        `)}
      </div>
    `,
  });
}

const standing = (room, member) => (room.info.kind === 'direct' ? '' : member?.banned ? 'Banned' : member?.joined ? ROLES[member.role] : 'Not a member');

/** What the looking account may do to another one. */
function deeds(room, member, username) {
  const { id, role, kind, archived_at } = room.info;
  const joined = member?.joined;
  const own = role === 'owner';
  const mine = own || role === 'moderator';
  if (kind === 'direct' || !mine || archived_at || (joined && member.role === 'owner') || (joined && member.role === 'moderator' && !own)) {
    return [];
  }
  const rename = (next, label) => ({ label, run: () => roomApi.setRole(id, username, next) });
  return [
    own && joined && member.role === 'member' && rename('moderator', 'Make moderator'),
    own && joined && member.role === 'moderator' && rename('member', 'Remove moderator role'),
    own && joined && { label: 'Make owner', run: () => handOver(id, username) },
    !joined && !member?.banned && { label: 'Add to the room', run: () => roomApi.add(id, username) },
    joined && room.id !== 'general' && { label: 'Remove from the room', danger: true, run: () => remove(id, username) },
    member?.banned
      ? { label: 'Unban', run: () => roomApi.liftBan(id, username) }
      : { label: 'Ban from the room', danger: true, run: () => ban(id, username) },
  ].filter(Boolean);
}

async function handOver(id, username) {
  const agreed = await confirm({ title: `Make ${username} the owner?`, detail: 'A room has one owner. You stay as a moderator.', action: 'Make owner' });
  return agreed && roomApi.setRole(id, username, 'owner');
}

async function remove(id, username) {
  const agreed = await confirm({
    title: `Remove ${username} from the room?`,
    detail: 'They stop receiving messages immediately. To a public room they can come back; to keep them out, ban them.',
    action: 'Remove',
  });
  return agreed && roomApi.remove(id, username);
}

async function ban(id, username) {
  const agreed = await confirm({
    title: `Ban ${username}?`,
    detail: 'They are removed immediately, and can neither read the room nor come back until they are unbanned.',
    action: 'Ban',
  });
  return agreed && roomApi.ban(id, username, null);
}
