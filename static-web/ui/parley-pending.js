import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from './avatar.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { problemWords } from './words.js';

/** The own texts that are not in the log yet. */
class ParleyPending extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.chat.outbox, 'change');
  }

  render() {
    const { chat, room } = this.conversation;
    return repeat(
      chat.outbox.of(room.id),
      ({ nonce }) => nonce,
      (entry) => this.#entry(entry),
    );
  }

  #entry(entry) {
    const failed = entry.state === 'failed';
    return html`
      <article class="message message-own ${failed ? 'message-failed' : 'message-pending'}" aria-label="${failed ? 'Not sent' : 'Sending'}: ${entry.text}">
        <div class="message-side">${avatar(this.conversation.me)}</div>
        <div class="message-main">
          <p class="message-head">
            <b class="author" dir="auto">${this.conversation.me}</b><span class="you">you</span>
            <span class="state">${failed ? icon('warning') : icon('clock')}${failed ? 'Not sent' : 'Sending…'}</span>
          </p>
          <div class="text" dir="auto">${entry.text}</div>
          ${failed ? this.#failure(entry) : ''}
        </div>
      </article>
    `;
  }

  #failure(entry) {
    const { chat, room } = this.conversation;
    return html`
      <p class="failure">
        <span role="alert">${problemWords(entry.problem)}</span>
        <button type="button" class="button-link" @click=${() => chat.retry(room, entry.nonce)}>Retry</button>
        <button type="button" class="button-link" @click=${() => chat.outbox.remove(entry.nonce)}>Discard</button>
      </p>
    `;
  }
}

customElements.define('parley-pending', ParleyPending);
