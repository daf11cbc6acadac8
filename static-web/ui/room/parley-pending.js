import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_FILES, summaryOf } from '../../model/attachments.js';
import { plainText } from '../../model/markup.js';
import { customEmoji } from '../../model/custom-emoji.js';
import { avatar } from '../kit/avatar.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { markdown } from './markdown.js';
import { sizeText } from '../kit/size.js';
import { follows } from './message.js';
import { shownAfter } from './notices.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

/** The names of the states of a message, for screen readers. */
const NAMES = { failed: t('room.pending.notSent'), sending: t('room.pending.sending'), held: t('room.pending.waitingForTheConnection') };

const CLASSES = { failed: 'message-failed', sending: 'message-pending', held: 'message-pending message-held' };

/** The account's messages that are not in the log yet, below the newest message. */
class ParleyPending extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.chat.outbox, 'change');
    this.watch(() => this.conversation?.chat, 'connection');
    this.watch(() => this.conversation?.room, ['rows', 'reset']);
  }

  render() {
    const { chat, room, me } = this.conversation;
    const entries = chat.outbox.of(room.id).map((entry) => ({ ...entry, author: me }));
    return repeat(
      entries,
      ({ nonce }) => nonce,
      (entry, index) => this.#entry(entry, follows(entry, entries[index - 1] ?? this.#lastRow)),
    );
  }

  /** The message directly above; none if a notice follows it. */
  get #lastRow() {
    const { rows } = this.conversation.room;
    return shownAfter(this.conversation, rows.last).length === 0 ? rows.at(rows.last) : undefined;
  }

  #entry(entry, grouped) {
    const appearance = this.#appearance(entry);
    return html`
      <article class="message message-own ${grouped ? 'message-grouped' : ''} ${CLASSES[appearance]}" aria-label="${NAMES[appearance]}: ${plainText(summaryOf(entry))}">
        <div class="message-side">${grouped ? nothing : avatar(entry.author)}</div>
        <div class="message-main">
          ${grouped ? nothing : html`<p class="message-head"><b class="author" dir="auto">${this.conversation.nameOf(entry.author)}</b></p>`}
          ${entry.text === '' ? nothing : html`<div class="text ${customEmoji.isOnly(entry.text) ? 'text-emoji' : ''}">${markdown(entry.text)}</div>`}
          ${entry.files ? this.#files(entry) : nothing}
          ${this.#footer(entry, appearance)}
        </div>
      </article>
    `;
  }

  #files({ nonce, files, state }) {
    return html`
      <ul class="files">
        ${files.map(
          ({ name, bytes, share = 0 }) => html`
            <li class="file">
              <span class="file-name" dir="auto">${name}</span> <span class="file-size">${sizeText(bytes)}</span>
              ${state === 'sending' && share < 1 ? html`<progress max="1" .value=${share} aria-label=${t('room.files.uploading', { name })}></progress>` : nothing}
            </li>
          `,
        )}
      </ul>
      ${state === 'failed' || state === 'posted' ? nothing : html`<p><button type="button" class="button-link" @click=${() => this.#discard(nonce)}>${t('room.files.cancel')}</button></p>`}
    `;
  }

  #appearance({ state }) {
    if (state === 'failed') {
      return 'failed';
    }
    return state === 'waiting' && this.conversation.chat.connection !== 'open' ? 'held' : 'sending';
  }

  #footer(entry, appearance) {
    switch (appearance) {
      case 'failed':
        return this.#failure(entry);
      case 'sending':
        return html`<p class="sending">${icon('clock')}${t('room.pending.sending2')}</p>`;
      default:
        return html`<p class="held">${icon('clock')}${t('room.pending.willBeSentWhen')}</p>`;
    }
  }

  #takeBack(entry) {
    this.conversation.takeBack(entry) > 0 && toast(t('room.composer.aMessageCanHave', { count: MAX_FILES }));
  }

  /** The pressed button disappears, so the focus goes to the composer. */
  #discard(nonce) {
    this.conversation.chat.outbox.discard(nonce);
    this.conversation.focusComposer();
  }

  #retry(nonce) {
    this.conversation.chat.outbox.retry(nonce);
    this.conversation.focusComposer();
  }

  #failure(entry) {
    return html`
      <p class="failure">
        ${icon('warning')}<span role="alert">${t('room.pending.notSent2')} ${problemText(entry.problem)}</span>
        <span class="failure-ways">
          <button type="button" class="button-link" @click=${() => this.#retry(entry.nonce)}>${t('room.pending.retry')}</button>
          <button type="button" class="button-link" @click=${() => this.#takeBack(entry)}>${t('room.pending.edit')}</button>
          <button type="button" class="button-link" @click=${() => this.#discard(entry.nonce)}>${t('room.pending.discard')}</button>
        </span>
      </p>
    `;
  }
}

customElements.define('parley-pending', ParleyPending);
