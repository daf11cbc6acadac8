import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plainText } from '../model/markup.js';
import { isEmojiOnly } from '../model/text.js';
import { avatar } from './avatar.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { markdown } from './markdown.js';
import { follows } from './message.js';
import { problemWords } from './words.js';

/** What a screen reader calls them. */
const NAMES = { failed: 'Not sent', sending: 'Sending', held: 'Waiting for the connection' };

const CLASSES = { failed: 'message-failed', sending: 'message-pending', held: 'message-pending message-held' };

/** The own texts that are not in the log yet, each in the place that it will have. */
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
      (entry, index) => this.#entry(entry, follows(entry, entries[index - 1] ?? room.rows.at(room.rows.last))),
    );
  }

  #entry(entry, grouped) {
    const look = this.#look(entry);
    return html`
      <article class="message message-own ${grouped ? 'message-grouped' : ''} ${CLASSES[look]}" aria-label="${NAMES[look]}: ${plainText(entry.text)}">
        <div class="message-side">${grouped ? nothing : avatar(entry.author)}</div>
        <div class="message-main">
          ${grouped ? nothing : html`<p class="message-head"><b class="author" dir="auto">${this.conversation.nameOf(entry.author)}</b></p>`}
          <div class="text ${isEmojiOnly(entry.text) ? 'text-emoji' : ''}">${markdown(entry.text)}</div>
          ${this.#foot(entry, look)}
        </div>
      </article>
    `;
  }

  #look({ state }) {
    if (state === 'failed') {
      return 'failed';
    }
    return state === 'waiting' && this.conversation.chat.connection !== 'open' ? 'held' : 'sending';
  }

  #foot(entry, look) {
    switch (look) {
      case 'failed':
        return this.#failure(entry);
      case 'sending':
        return html`<p class="sending">${icon('clock')}Sending…</p>`;
      default:
        return html`<p class="held">${icon('clock')}Will be sent when the connection is back</p>`;
    }
  }

  #failure(entry) {
    const { chat } = this.conversation;
    return html`
      <p class="failure">
        ${icon('warning')}<span role="alert">Not sent. ${problemWords(entry.problem)}</span>
        <span class="failure-ways">
          <button type="button" class="button-link" @click=${() => chat.outbox.retry(entry.nonce)}>Retry</button>
          <button type="button" class="button-link" @click=${() => this.conversation.takeBack(entry)}>Edit</button>
          <button type="button" class="button-link" @click=${() => chat.outbox.discard(entry.nonce)}>Discard</button>
        </span>
      </p>
    `;
  }
}

customElements.define('parley-pending', ParleyPending);
