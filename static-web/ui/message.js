import { html, nothing } from 'lit';
import { callsMe } from '../model/calls.js';
import { plainText } from '../model/markup.js';
import { isEmojiOnly } from '../model/text.js';
import { announce } from './announcer.js';
import { avatar } from './avatar.js';
import { confirm, tell } from './confirm.js';
import { copyText } from './copy.js';
import { icon } from './icons.js';
import { markdown } from './markdown.js';
import { pickEmoji } from './parley-emoji.js';
import './parley-edit.js';
import './parley-quote.js';
import { messagePath } from './paths.js';
import { reactions } from './reactions.js';
import { dayOf, isSameDay, shortTimeOf, timeOf } from './times.js';

/** Messages of one author in so short a time stand under one name. */
const GROUP_LENGTH = 5 * 60_000;

/** A message with what stands above it: the line of its day, if it is the first one of that, and of what is new. */
export function message(conversation, row, previous) {
  const newDay = !previous || !isSameDay(previous.at, row.at);
  const isNew = conversation.newFrom === row.seq;
  return html`
    ${newDay ? dayLine(row.at) : nothing} ${isNew ? newLine : nothing}
    ${body(conversation, row, !newDay && !isNew && follows(row, previous))}
  `;
}

const dayLine = (at) => html`<div class="day" role="separator"><span>${dayOf(at)}</span></div>`;

const newLine = html`<div class="day new-line" role="separator"><span>New</span></div>`;

/** Whether a message goes under the name that stands above the one before it. */
export function follows(row, previous) {
  const alike = row.author === previous?.author && (row.reply_to ?? null) === null && !previous.deleted;
  return alike && new Date(row.at) - new Date(previous.at) < GROUP_LENGTH;
}

function body(conversation, row, grouped) {
  const own = conversation.isOwn(row);
  const name = conversation.nameOf(row.author);
  const called = !row.deleted && callsMe(row, conversation.me);
  return html`
    <article
      id="message-${row.seq}"
      class="message ${own ? 'message-own' : ''} ${grouped ? 'message-grouped' : ''} ${called ? 'message-called' : ''}"
      tabindex="-1"
      data-seq=${row.seq}
      aria-label="${name}: ${row.deleted ? 'deleted message' : plainText(row.text)}"
    >
      <div class="message-side">${grouped ? shortTimeOf(row.at) : avatar(row.author)}</div>
      <div class="message-main">
        ${grouped ? nothing : heading(row, name)}
        ${row.reply_to === null || row.reply_to === undefined ? nothing : quote(conversation, row)}
        ${content(conversation, row)} ${row.reactions?.length ? reactions(conversation, row) : nothing}
      </div>
      ${row.deleted || conversation.editing === row.seq ? nothing : actions(conversation, row)}
    </article>
  `;
}

const heading = (row, name) => html`
  <p class="message-head">
    <button type="button" class="author" tabindex="-1" dir="auto" title=${row.author} @click=${(event) => showAuthor(event, row)}>${name}</button> ${timeOf(row.at)}
  </p>
`;

/** Who wrote this, and what can be done about it. */
const showAuthor = ({ currentTarget }, { author }) => currentTarget.dispatchEvent(new CustomEvent('parley-person', { bubbles: true, detail: author }));

const quote = (conversation, row) => html`<parley-quote .conversation=${conversation} .seq=${row.reply_to}></parley-quote>`;

function content(conversation, row) {
  if (row.deleted) {
    return html`<p class="message-gone">This message was deleted.</p>`;
  }
  if (conversation.editing === row.seq) {
    return html`<parley-edit .conversation=${conversation} .row=${row}></parley-edit>`;
  }
  const size = isEmojiOnly(row.text) ? 'text-emoji' : '';
  const { mentions, here } = row;
  return html`
    <div class="text ${size}">${markdown(row.text, { mentions, here, me: conversation.me, roomOf: conversation.roomOf })}${row.edited_at ? edited(row) : nothing}</div>
    ${conversation.hasEdit(row) ? html`<p class="edit-left"><button type="button" class="button-link" @click=${() => conversation.edit(row.seq)}>Continue your edit</button></p>` : nothing}
  `;
}

const edited = (row) => html` <span class="edited" title=${new Date(row.edited_at).toLocaleString()}>(edited)</span>`;

function actions(conversation, row) {
  return html`
    <div class="message-rail"><div class="message-actions" role="group" aria-label="Message actions">
      ${conversation.isOpen
        ? html`
            ${action('smile', 'React', (event) => react(conversation, row, event.currentTarget))}
            ${action('reply', 'Reply', () => conversation.reply(row.seq))}
            ${conversation.mayEdit(row) ? action('pencil', 'Edit', () => conversation.edit(row.seq)) : nothing}
          `
        : nothing}
      ${action('copy', 'Copy text', () => copyText(row.text))}
      ${action('link', 'Copy link', () => copyLink(conversation, row))}
      ${action('unread', 'Mark unread from here', () => markUnread(conversation, row))}
      ${conversation.isOpen && conversation.mayDelete(row) ? action('bin', 'Delete', () => remove(conversation, row)) : nothing}
    </div></div>
  `;
}

async function react(conversation, row, anchor) {
  const emoji = await pickEmoji(anchor);
  if (emoji) {
    const has = row.reactions?.some((reaction) => reaction.emoji === emoji && reaction.by.includes(conversation.me));
    has || (await conversation.toggle(row, emoji).catch((problem) => tell('No reaction added', problem.message)));
  }
}

const copyLink = ({ room }, row) => copyText(new URL(messagePath(room.info, row.seq), document.baseURI).href, 'Link copied');

function markUnread(conversation, row) {
  conversation.chat.markUnread(conversation.room, row.seq);
  announce('Unread from here');
  conversation.goOn();
}

const action = (shape, label, act) => html`
  <button type="button" class="button-icon" aria-label=${label} title=${label} @click=${act}>${icon(shape)}</button>
`;

async function remove(conversation, row) {
  const agreed = await confirm({ title: 'Delete this message?', quote: row.text, action: 'Delete' });
  if (agreed) {
    await conversation.chat.delete(conversation.room, row.seq).catch((problem) => tell('Not deleted', problem.message));
  }
  conversation.goOn();
}
