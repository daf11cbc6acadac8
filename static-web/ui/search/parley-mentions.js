import { html, nothing } from 'lit';
import { wordsOf } from '../../model/attachments.js';
import { plainText } from '../../model/markup.js';
import { http } from '../../net/http.js';
import { PageElement } from '../kit/element.js';
import { searchResult } from './search-result.js';
import { icon } from '../kit/icons.js';
import { skeleton } from '../kit/placeholders.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** At this width the panel covers the page. */
const NARROW = matchMedia('(max-width: 46rem)');

/** The messages that mention this account, newest first. Opened by `parley-mentions` events. */
class ParleyMentions extends PageElement {
  static properties = { chat: {}, shown: { state: true }, mentions: { state: true }, next: { state: true }, fault: { state: true } };

  #before = null;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('parley-mentions', this.#open);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('parley-mentions', this.#open);
  }

  render() {
    if (!this.shown) {
      return nothing;
    }
    return html`
      <aside class="search" aria-labelledby="mentions-heading" @keydown=${this.#key} @click=${this.#chosen}>
        <header class="search-head">
          <h2 id="mentions-heading" tabindex="-1">${t('search.mentions.mentions')}</h2>
          <button type="button" class="button-icon" aria-label=${t('search.mentions.closeMentions')} title=${t('search.mentions.close')} @click=${this.#close}>${icon('cross')}</button>
        </header>
        <div class="search-found" aria-busy=${!this.mentions && !this.fault}>
          ${this.fault
            ? html`<div class="search-note form-error" role="alert">${this.fault} <button type="button" class="button-link" @click=${() => this.#read()}>${t('search.mentions.tryAgain')}</button></div>`
            : nothing}
          ${this.mentions ? this.#list() : this.fault ? nothing : skeleton('mentions')}
        </div>
      </aside>
    `;
  }

  #list() {
    if (this.mentions.length === 0) {
      return html`<p class="search-note muted">${t('search.mentions.noMentionsYetMessages', { username: this.chat.account.username })}</p>`;
    }
    return html`
      <ol class="search-list">${this.mentions.map((one) => searchResult(one, this.chat.rooms, plainText(wordsOf(one.message))))}</ol>
      ${this.next ? html`<p class="search-note"><button type="button" class="button button-quiet" @click=${() => this.#read(this.next)}>${t('search.mentions.showOlderMentions')}</button></p>` : nothing}
    `;
  }

  #open = async () => {
    this.#before ??= document.activeElement;
    this.shown = true;
    this.mentions = null;
    this.#read();
    await this.updateComplete;
    this.querySelector('h2').focus();
  };

  async #read(before = null) {
    this.fault = null;
    try {
      const page = await http.get(`api/mentions?limit=30${before ? `&before=${before}` : ''}`);
      this.mentions = [...(before ? this.mentions : []), ...page.mentions];
      this.next = page.next;
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }

  #close = () => {
    this.shown = false;
    const back = this.#before?.isConnected ? this.#before : document.querySelector('main');
    this.#before = null;
    back?.focus();
  };

  #key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close();
    }
  }

  #chosen(event) {
    if (NARROW.matches && event.target.closest('.search-result')) {
      this.shown = false;
      this.#before = null;
    }
  }
}

customElements.define('parley-mentions', ParleyMentions);
