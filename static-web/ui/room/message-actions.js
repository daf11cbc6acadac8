import { html, nothing } from 'lit';
import { summaryOf } from '../../model/attachments.js';
import { roomApi } from '../../net/room-api.js';
import { announce } from '../kit/announcer.js';
import { confirm, showError } from '../kit/confirm.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { copyText } from '../kit/copy.js';
import { icon } from '../kit/icons.js';
import { openMenu } from '../kit/menu.js';
import { messagePath } from '../kit/paths.js';
import { toast } from '../kit/toast.js';
import { recentEmoji } from './recent-emoji.js';
import { remindAbout } from './reminders.js';
import { addReaction, pickReaction } from './reactions.js';
import { t } from '../../texts/texts.js';

/** The number of recent emoji offered as buttons on devices with a precise pointer. */
const QUICK_REACTIONS = 3;

/** The buttons of a message, which appear when it is hovered or focused; the less common actions are in a menu. */
export function messageActions(conversation, row) {
  return html`
    <div class="message-rail"><div class="message-actions" role="group" aria-label=${t('room.message.messageActions')}>
      ${conversation.isOpen
        ? html`
            ${action('smile', t('room.message.react'), ({ currentTarget }) => pickReaction(conversation, row, currentTarget))}
            ${recentEmoji().slice(0, QUICK_REACTIONS).map((emoji) => quickReaction(conversation, row, emoji))}
            ${action('reply', t('room.message.reply'), () => conversation.reply(row.seq))}
            ${conversation.mayEdit(row) ? action('pencil', t('room.message.edit'), () => conversation.edit(row.seq)) : nothing}
          `
        : nothing}
      ${row.text === '' ? nothing : action('copy', t('room.message.copyText'), () => copyText(row.text))}
      ${conversation.isOpen && conversation.mayDelete(row) ? action('bin', t('room.message.delete'), () => remove(conversation, row)) : nothing}
      ${action('more', t('room.message.moreActions'), ({ currentTarget }) => openMenu(currentTarget, t('room.message.moreActions'), menuItems(conversation, row, currentTarget)))}
    </div></div>
  `;
}

const quickReaction = (conversation, row, emoji) => html`
  <button type="button" class="button-icon quick-reaction" tabindex="-1" aria-label=${t('room.message.reactWith', { emoji })} title=${t('room.message.reactWith', { emoji })} @click=${() => addReaction(conversation, row, emoji)}>${emojiSign(emoji)}</button>
`;

const action = (shape, label, act) => html`
  <button type="button" class="button-icon" aria-label=${label} title=${label} @click=${act}>${icon(shape)}</button>
`;

/** @param anchor where a further menu opens */
function menuItems(conversation, row, anchor) {
  const { room } = conversation;
  const pin = { shape: 'pin', label: row.pinned ? t('room.message.unpin') : t('room.message.pin'), act: () => pinOrUnpin(room, row) };
  return [
    { shape: 'bookmark', label: t('room.message.save'), act: () => save(room, row) },
    { shape: 'clock', label: t('room.reminders.remindMe'), act: () => remindAbout(conversation, row, anchor) },
    ...(conversation.mayPin ? [pin] : []),
    { shape: 'link', label: t('room.message.copyLink'), act: () => copyLink(conversation, row) },
    { shape: 'unread', label: t('room.message.markUnreadFromHere'), act: () => markUnread(conversation, row) },
  ];
}

async function save(room, { seq }) {
  try {
    await roomApi.save(room.id, seq);
    toast(t('room.message.saved'), () => roomApi.unsave(room.id, seq).catch((problem) => showError(t('room.message.notRemoved'), problem.message)));
  } catch (problem) {
    showError(t('room.message.notSaved'), problem.message);
  }
}

async function pinOrUnpin(room, { seq, pinned }) {
  try {
    await (pinned ? roomApi.unpin(room.id, seq) : roomApi.pin(room.id, seq));
    toast(pinned ? t('room.message.unpinned') : t('room.message.pinnedToRoom'));
  } catch (problem) {
    showError(pinned ? t('room.message.notUnpinned') : t('room.message.notPinned'), problem.message);
  }
}

const copyLink = ({ room }, row) => copyText(new URL(messagePath(room.info, row.seq), document.baseURI).href, t('room.message.linkCopied'));

function markUnread(conversation, row) {
  conversation.chat.markUnread(conversation.room, row.seq);
  announce(t('room.message.unreadFromHere'));
  conversation.focusComposer();
}

async function remove(conversation, row) {
  const agreed = await confirm({ title: t('room.message.deleteThisMessage'), quote: summaryOf(row), action: t('room.message.delete') });
  if (agreed) {
    await conversation.chat.messages.delete(conversation.room, row.seq).catch((problem) => showError(t('room.message.notDeleted'), problem.message));
  }
  conversation.focusComposer();
}
