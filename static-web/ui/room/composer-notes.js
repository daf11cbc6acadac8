import { html, nothing } from 'lit';
import { summaryOf } from '../../model/attachments.js';
import { commandOf } from '../../model/commands.js';
import { plainText } from '../../model/markup.js';
import { isBlank } from '../../model/text.js';
import { icon } from '../kit/icons.js';
import { toast } from '../kit/toast.js';
import { rich, t } from '../../texts/texts.js';

/** The number of characters of another tab's draft or of an edit that are shown. */
const SHOWN_OF_OTHER = 200;

/** Names the message that the draft replies to; its text follows once it is loaded. */
export function replyNote(conversation) {
  const row = conversation.replyTo;
  return html`
    <p class="composer-note">
      ${icon('reply')}<span>${row ? html`${rich('room.composer.replyTo', { author: html`<b dir="auto">${conversation.nameOf(row.author)}</b>` })}` : t('room.composer.reply')}</span>
      <span class="quote-text" dir="auto">${row?.deleted ? html`<em>${t('room.composer.thisMessageWasDeleted')}</em>` : row ? plainText(summaryOf(row)) : ''}</span>
      <button type="button" class="button-icon" aria-label=${t('room.composer.cancelReply')} title=${t('room.composer.cancelReply')} @click=${() => conversation.reply(null)}>${icon('cross')}</button>
    </p>
  `;
}

/** Offers another tab's draft if it differs. */
export function otherDraft({ chat, room }) {
  const other = chat.drafts.otherOf(room.id);
  return other === null
    ? nothing
    : html`
        <p class="composer-note" role="status">
          <span>${t('room.composer.anotherTabHasA')}</span>
          <span class="quote-text" dir="auto">${other.slice(0, SHOWN_OF_OTHER)}</span>
          <button type="button" class="button-link" @click=${() => chat.drafts.takeOther(room.id)}>${t('room.composer.useThatOne')}</button>
          <button type="button" class="button-link" @click=${() => chat.drafts.keepOwn(room.id)}>${t('room.composer.keepThisOne')}</button>
        </p>
      `;
}

/** Offers an edit whose message is not shown here: it is elsewhere in the log, or was deleted. */
export function unfinishedEdit(conversation) {
  const { editing: seq, room, chat } = conversation;
  const row = seq && room.rows.at(seq);
  const edit = seq && chat.edits.of(room.id, seq);
  if (!edit || (row && !row.deleted)) {
    return nothing;
  }
  const use = () => {
    conversation.write([conversation.draft, edit.text].filter((part) => !isBlank(part)).join('\n'));
    conversation.discardEdit(seq);
  };
  return html`
    <p class="composer-note" role="status">
      ${icon('pencil')}<span>${row?.deleted ? t('room.composer.theMessageThatYou') : t('room.composer.youAreEditingA')}</span>
      <span class="quote-text" dir="auto">${edit.text.slice(0, SHOWN_OF_OTHER)}</span>
      ${row?.deleted
        ? html`<button type="button" class="button-link" @click=${use}>${t('room.composer.sendAsNew')}</button>`
        : html`<button type="button" class="button-link" @click=${() => conversation.visit(seq)}>${t('room.composer.goToIt')}</button>`}
      <button type="button" class="button-link" @click=${() => discard(conversation, seq)}>${t('room.composer.discard')}</button>
    </p>
  `;
}

/** Explains why a text that looks like a command was not sent. */
export const unknownCommand = (draft) => html`
  <p class="composer-note" role="status">
    <span class="quote-text">${t('room.commands.unknown', { word: commandOf(draft).word })}</span>
    <button class="button-link">${t('room.commands.send')}</button>
  </p>
`;

/** Names the command whose answer is awaited. */
export const runningCommand = ({ commands }) =>
  html`<div role="status">${commands.running ? html`<p class="composer-note">${icon('clock')}<span>${t('room.commands.running', { command: commands.running })}</span></p>` : nothing}</div>`;

function discard(conversation, seq) {
  const undo = conversation.discardEdit(seq);
  undo && toast(t('room.composer.editDiscarded'), undo);
}
