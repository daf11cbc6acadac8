import { html, nothing } from 'lit';
import { summaryOf } from '../../model/attachments.js';
import { mentionsMe } from '../../model/mentions.js';
import { plainText } from '../../model/markup.js';
import { customEmoji } from '../../model/custom-emoji.js';
import { describeFile } from '../../net/files.js';
import { avatar } from '../kit/avatar.js';
import { icon } from '../kit/icons.js';
import { editedFiles } from './edited-files.js';
import { fileList } from './file-list.js';
import { markdown } from './markdown.js';
import { messageActions } from './message-actions.js';
import { previewList } from './preview-list.js';
import './parley-edit.js';
import './parley-quote.js';
import { showVersions } from './parley-versions.js';
import { reactions } from './reactions.js';
import { dayLine, notices, shownAfter } from './notices.js';
import { isSameDay, shortTimeOf, timeOf } from '../kit/times.js';
import { t } from '../../texts/texts.js';

/** Messages of one author within this time are grouped under one name; in milliseconds. */
const GROUP_LENGTH = 5 * 60_000;

/**
 * Renders a message, preceded by the day separator if it is the first one of its day and by the separator of new
 * messages, and followed by the notices after it.
 */
export function message(conversation, row, previous) {
  const isShownAbove = previous || row.seq === 1;
  const between = isShownAbove ? shownAfter(conversation, row.seq - 1) : [];
  const before = between.at(-1) ?? previous;
  const newDay = !before || !isSameDay(before.at, row.at);
  const isNew = conversation.newFrom === row.seq;
  return html`
    ${row.seq === 1 ? notices(conversation, 0, null) : nothing}
    ${newDay ? dayLine(row.at) : nothing} ${isNew ? newLine : nothing}
    ${body(conversation, row, !newDay && !isNew && between.length === 0 && follows(row, previous))}
    ${notices(conversation, row.seq, row.at)}
  `;
}

const newLine = html`<div class="day new-line" role="separator"><span>${t('room.message.new')}</span></div>`;

/** Whether a message is grouped with the previous one, without a name of its own. */
export function follows(row, previous) {
  const alike = row.author === previous?.author && (row.reply_to ?? null) === null && !previous.deleted;
  return alike && new Date(row.at) - new Date(previous.at) < GROUP_LENGTH;
}

function body(conversation, row, grouped) {
  const own = conversation.isOwn(row);
  const name = conversation.nameOf(row.author);
  const mentioned = !row.deleted && mentionsMe(row, conversation.me);
  return html`
    <article
      id="message-${row.seq}"
      class="message ${own ? 'message-own' : ''} ${grouped ? 'message-grouped' : ''} ${mentioned ? 'message-mentioned' : ''}"
      tabindex="-1"
      data-seq=${row.seq}
      aria-label="${name}: ${row.deleted ? t('room.message.deletedMessage') : plainText(summaryOf(row))}"
    >
      <div class="message-side">${grouped ? shortTimeOf(row.at) : avatar(row.author)}</div>
      <div class="message-main">
        ${row.pinned ? pinned(conversation, row.pinned) : nothing}
        ${grouped ? nothing : heading(row, name)}
        ${row.reply_to === null || row.reply_to === undefined ? nothing : quote(conversation, row)}
        ${content(conversation, row)} ${row.reactions?.length ? reactions(conversation, row) : nothing}
      </div>
      ${row.deleted || conversation.editing === row.seq ? nothing : messageActions(conversation, row)}
    </article>
  `;
}

const heading = (row, name) => html`
  <p class="message-head">
    <button type="button" class="author" tabindex="-1" dir="auto" title=${row.author} @click=${(event) => showAuthor(event, row)}>${name}</button> ${timeOf(row.at)}
  </p>
`;

/** Opens the card of the message's author. */
const openGroup = ({ currentTarget }, name) => currentTarget.dispatchEvent(new CustomEvent('parley-group', { bubbles: true, detail: name }));

const showAuthor = ({ currentTarget }, { author }) => currentTarget.dispatchEvent(new CustomEvent('parley-person', { bubbles: true, detail: author }));

const pinned = (conversation, { by }) => html`<p class="message-pinned">${icon('pin')}${t('room.message.pinnedBy', { name: conversation.nameOf(by) })}</p>`;

const quote = (conversation, row) => html`<parley-quote .conversation=${conversation} .seq=${row.reply_to}></parley-quote>`;

function content(conversation, row) {
  if (row.deleted) {
    return html`<p class="message-gone">${t('room.message.thisMessageWasDeleted')}</p>`;
  }
  if (conversation.editing === row.seq) {
    return html`<parley-edit .conversation=${conversation} .row=${row}></parley-edit>${row.files?.length ? editedFiles(conversation, row) : nothing}`;
  }
  const size = customEmoji.isOnly(row.text) ? 'text-emoji' : '';
  const { mentions, groups, here } = row;
  return html`
    ${row.text === '' ? (row.edited_at ? edited(conversation, row) : nothing) : html`<div class="text ${size}">${markdown(row.text, { mentions, groups, here, me: conversation.me, roomOf: conversation.roomOf, openGroup })}${row.edited_at ? edited(conversation, row) : nothing}</div>`} ${row.files?.length ? fileList(row.files, mayChange(conversation, row) ? (file, alt) => describeFile(file.id, alt) : null) : nothing} ${row.previews?.length ? previewList(conversation, row) : nothing}
    ${conversation.hasEdit(row) ? html`<p class="edit-left"><button type="button" class="button-link" @click=${() => conversation.edit(row.seq)}>${t('room.message.continueYourEdit')}</button></p>` : nothing}
  `;
}

const mayChange = (conversation, row) => conversation.isOpen && conversation.mayEdit(row);

const edited = ({ room }, row) => html` <button type="button" class="edited" tabindex="-1" title=${t('room.message.editedAt', { time: new Date(row.edited_at).toLocaleString() })} @click=${() => showVersions(room, row.seq)}>${t('room.message.edited')}</button>`;
