import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { confirm, tell } from './confirm.js';
import './parley-edit.js';
import './parley-quote.js';
import { dayOf, isSameDay, timeOf } from './times.js';

/** Messages of one author in so short a time stand under one name. */
const GROUP_LENGTH = 5 * 60_000;

/** A message with what stands above it: the line of its day, if it is the first one of that. */
export function message(conversation, row, previous) {
  const newDay = !previous || !isSameDay(previous.at, row.at);
  return html`${newDay ? dayLine(row.at) : nothing} ${body(conversation, row, !newDay && follows(row, previous))}`;
}

const dayLine = (at) => html`<div class="day" role="separator"><span>${dayOf(at)}</span></div>`;

/** Whether a message goes under the name that stands above the one before it. */
export function follows(row, previous) {
  const alike = row.author === previous?.author && (row.reply_to ?? null) === null && !previous.deleted;
  return alike && new Date(row.at) - new Date(previous.at) < GROUP_LENGTH;
}

function body(conversation, row, grouped) {
  const own = conversation.isOwn(row);
  return html`
    <article
      id="message-${row.seq}"
      class="message ${own ? 'message-own' : ''} ${grouped ? 'message-grouped' : ''}"
      tabindex="-1"
      data-seq=${row.seq}
      aria-label="${row.author}: ${row.deleted ? 'deleted message' : row.text}"
    >
      <div class="message-side">${grouped ? timeOf(row.at) : avatar(row.author)}</div>
      <div class="message-main">
        ${grouped ? nothing : heading(row)}
        ${row.reply_to === null || row.reply_to === undefined ? nothing : quote(conversation, row)}
        ${content(conversation, row)}
      </div>
      ${row.deleted || conversation.editing === row.seq ? nothing : actions(conversation, row)}
    </article>
  `;
}

const heading = (row) => html`<p class="message-head"><b class="author" dir="auto">${row.author}</b> ${timeOf(row.at)}</p>`;

const quote = (conversation, row) => html`<parley-quote .conversation=${conversation} .seq=${row.reply_to}></parley-quote>`;

function content(conversation, row) {
  if (row.deleted) {
    return html`<p class="message-gone">This message was deleted.</p>`;
  }
  if (conversation.editing === row.seq) {
    return html`<parley-edit .conversation=${conversation} .row=${row}></parley-edit>`;
  }
  return html`<div class="text" dir="auto">${row.text}${row.edited_at ? edited(row) : nothing}</div>`;
}

const edited = (row) => html` <span class="edited" title=${new Date(row.edited_at).toLocaleString()}>(edited)</span>`;

function actions(conversation, row) {
  return html`
    <div class="message-actions" role="group" aria-label="Message actions">
      ${action('reply', 'Reply', () => conversation.reply(row))}
      ${conversation.mayEdit(row) ? action('pencil', 'Edit', () => conversation.edit(row.seq)) : nothing}
      ${conversation.mayDelete(row) ? action('bin', 'Delete', () => remove(conversation, row)) : nothing}
    </div>
  `;
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
