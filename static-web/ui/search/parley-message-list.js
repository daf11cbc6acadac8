import { html, nothing } from 'lit';
import { avatars } from '../../model/avatars.js';
import { summaryOf } from '../../model/attachments.js';
import { plainText } from '../../model/markup.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { latestOnly } from '../kit/latest.js';
import { skeleton } from '../kit/placeholders.js';
import { problemText } from '../kit/problem-text.js';
import { LISTS } from './message-lists.js';
import { searchResult } from './search-result.js';
import { t } from '../../texts/texts.js';

/** At this width the panel covers the page. */
const NARROW = matchMedia('(max-width: 46rem)');

/** A panel with a list of messages of several rooms. Opened by `parley-message-list` events, whose `detail` is `{name, room}`; see `LISTS`. */
class ParleyMessageList extends PageElement {
  static properties = { chat: {}, list: { state: true }, messages: { state: true }, next: { state: true }, fault: { state: true } };

  #latest = latestOnly();
  #previousFocus = null;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('parley-message-list', this.#open);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('parley-message-list', this.#open);
  }

  render() {
    if (!this.list) {
      return nothing;
    }
    return html`
      <aside class="search" aria-labelledby="message-list-heading" @keydown=${this.#key} @click=${this.#resultClicked}>
        <header class="search-head">
          <h2 id="message-list-heading" tabindex="-1" dir="auto">${this.list.heading}</h2>
          <button type="button" class="button-icon" aria-label=${t('search.list.close')} title=${t('search.list.close')} @click=${this.#close}>${icon('cross')}</button>
        </header>
        <div class="search-found" aria-busy=${!this.messages && !this.fault}>
          ${this.fault
            ? html`<div class="search-note form-error" role="alert">${this.fault} <button type="button" class="button-link" @click=${() => this.#read()}>${t('search.list.tryAgain')}</button></div>`
            : nothing}
          ${this.messages ? this.#content() : this.fault ? nothing : skeleton('mentions')}
        </div>
      </aside>
    `;
  }

  #content() {
    if (this.messages.length === 0) {
      return html`<p class="search-note muted">${this.list.empty}</p>`;
    }
    return html`
      <ol class="search-list">${this.messages.map((one) => searchResult(one, this.chat.rooms, plainText(summaryOf(one.message)), this.#remover(one)))}</ol>
      ${this.next ? html`<p class="search-note"><button type="button" class="button button-quiet" @click=${() => this.#read(this.next)}>${t('search.list.showOlder')}</button></p>` : nothing}
    `;
  }

  #remover(one) {
    const { removeLabel } = this.list;
    return removeLabel ? html`<button type="button" class="button-icon search-remove" aria-label=${removeLabel} title=${removeLabel} @click=${() => this.#remove(one)}>${icon('cross')}</button>` : nothing;
  }

  async #remove(one) {
    try {
      await this.list.remove(one);
      this.messages = this.messages.filter((other) => other !== one);
      this.querySelector('h2').focus();
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }

  /** Closes the panel without moving the focus, for another panel in its place. */
  hide() {
    this.list = null;
    this.#previousFocus = null;
  }

  #open = async ({ detail: { name, room } }) => {
    document.querySelector('parley-search')?.hide();
    this.#previousFocus ??= document.activeElement;
    this.list = LISTS[name](this.chat, room);
    this.messages = null;
    this.next = null;
    this.#read();
    await this.updateComplete;
    this.querySelector('h2').focus();
  };

  async #read(before = null) {
    const { list } = this;
    this.fault = null;
    try {
      const page = await this.#latest(() => list.read(before));
      if (page && list === this.list) {
        avatars.learnAuthors(page.messages);
        this.messages = [...(before ? this.messages : []), ...page.messages];
        this.next = page.next;
      }
    } catch (problem) {
      if (list === this.list) {
        this.fault = problemText(problem);
      }
    }
  }

  #close = () => {
    this.list = null;
    const back = this.#previousFocus?.isConnected ? this.#previousFocus : document.querySelector('main');
    this.#previousFocus = null;
    back?.focus();
  };

  #key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close();
    }
  }

  #resultClicked(event) {
    if (NARROW.matches && event.target.closest('.search-result')) {
      this.list = null;
      this.#previousFocus = null;
    }
  }
}

customElements.define('parley-message-list', ParleyMessageList);
