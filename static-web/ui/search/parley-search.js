import { html, nothing } from 'lit';
import { excerpt, marked, termsOf } from '../../model/marks.js';
import { Search } from '../../model/search.js';
import { http } from '../../net/http.js';
import { announce } from '../kit/announcer.js';
import { PageElement } from '../kit/element.js';
import { searchResult } from './search-result.js';
import { icon } from '../kit/icons.js';
import { skeleton } from '../kit/placeholders.js';
import { problemText } from '../kit/problem-text.js';
import { rich, t } from '../../texts/texts.js';

/** Delay after the last keystroke before a search starts; in milliseconds. */
const DEBOUNCE = 350;

/** The date filters of a query. */
const DAYS = { after: /(?:^|\s)after:(\d{4}-\d{2}-\d{2})(?=\s|$)/i, before: /(?:^|\s)before:(\d{4}-\d{2}-\d{2})(?=\s|$)/i };

/** A filter that is still being typed, and is not sent yet. */
const PARTIAL_FILTER = /(?:^|\s)(?:(?:from|in):[@#]?|(?:before|after|on):[\d-]{0,9})$/i;

/** At this width the panel covers the page. */
const NARROW = matchMedia('(max-width: 46rem)');

/** The message search. Opened by `parley-find` events and keyboard shortcuts. */
class ParleySearch extends PageElement {
  static properties = { chat: {}, shown: { state: true }, typed: { state: true } };

  #search = new Search(http);
  #timer = null;
  #previousFocus = null;
  #terms = [];

  constructor() {
    super();
    this.shown = false;
    this.watch(() => this.#search, 'change', () => this.#changed());
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('parley-find', this.#open);
    document.addEventListener('keydown', this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('parley-find', this.#open);
    document.removeEventListener('keydown', this.#key);
  }

  render() {
    if (!this.shown) {
      return nothing;
    }
    return html`
      <aside class="search" aria-labelledby="search-heading" @keydown=${this.#moveFocus} @click=${this.#resultClicked}>
        <header class="search-head">
          <h2 id="search-heading">${t('search.search')}</h2>
          <button type="button" class="button-icon" aria-label=${t('search.closeSearch')} title=${t('search.close')} @click=${this.#close}>${icon('cross')}</button>
        </header>
        <form class="search-form" role="search" @submit=${this.#submit}>
          <input class="input" type="search" name="query" aria-label=${t('search.searchMessages')} aria-describedby="search-hint" placeholder=${t('search.wordsOrAPhrase')}
            maxlength="256" autocomplete="off" enterkeyhint="search" dir="auto" .value=${this.typed ?? ''} @input=${this.#input} />
          <p id="search-hint" class="search-hints">
            ${t('search.only')}
            <button type="button" class="search-hint" @click=${() => this.#insert('from:@')}>${rich('search.from', { name: html`<i>${t('search.name')}</i>` })}</button>
            ${this.#roomHint()}
          </p>
          <p class="search-days">${this.#day('after', t('search.after'))} ${this.#day('before', t('search.before'))}</p>
        </form>
        <div class="search-found" aria-busy=${this.#search.state === 'searching'}>${this.#results()}</div>
      </aside>
    `;
  }

  /** Writes the date into the query, where it can be read and changed. */
  #day(filter, label) {
    const typed = this.typed?.match(DAYS[filter])?.[1] ?? '';
    return html`<label>${label} <input class="input" type="date" max="9999-12-31" .value=${typed} @change=${({ target }) => this.#setDay(filter, target.value)} /></label>`;
  }

  #setDay(filter, day) {
    const field = this.#field;
    const words = field.value.replace(DAYS[filter], ' ').replace(/\s+/g, ' ').trim();
    field.value = [words, day && `${filter}:${day}`].filter(Boolean).join(' ');
    this.#startSearch();
  }

  #roomHint() {
    const { kind, handle } = this.chat?.viewed?.info ?? {};
    const name = handle && kind !== 'direct' ? `#${handle}` : handle;
    return name
      ? html`<button type="button" class="search-hint" dir="auto" @click=${() => this.#insert(`in:${name} `)}>${rich('search.in', { name: html`<i>${name}</i>` })}</button>`
      : html`<button type="button" class="search-hint" @click=${() => this.#insert('in:#')}>${rich('search.in', { name: html`<i>${t('search.room')}</i>` })}</button>`;
  }

  #results() {
    const { state, results, more, query, problem } = this.#search;
    if (state === 'idle') {
      return html`<p class="search-note muted">${t('search.searchAllMessagesIn')}</p>`;
    }
    return html`
      <ol class="search-list">
        ${results.map((result) => this.#result(result))}
      </ol>
      ${state === 'searching' ? (results.length > 0 ? html`<p class="search-note muted" role="status">${t('search.loadingOlderResults')}</p>` : skeleton('results')) : nothing}
      ${state === 'failed' ? this.#failed(problem) : nothing}
      ${state === 'done' && results.length === 0 && !more
        ? html`<p class="search-note muted">${rich('search.noResultsFor', { query: html`<b dir="auto">${query}</b>` })} ${this.#advice(query)}</p>`
        : nothing}
      ${state === 'done' && more
        ? html`<p class="search-note"><button type="button" class="button button-quiet" @click=${() => this.#search.searchOlder()}>${t('search.showOlderResults')}</button></p>`
        : nothing}
    `;
  }

  /** A room can be reported as missing only when the list of rooms is loaded completely. */
  #advice(query) {
    const { rooms } = this.chat;
    const room = query.match(/(?:^|\s)in:#?(\S+)/i)?.[1];
    return room && !rooms.next && !rooms.meant(room)
      ? html`${rich('search.youCantSeeAny', { room: html`<b dir="auto">${room}</b>` })}`
      : t('search.tryFewerWordsOr');
  }

  #result(result) {
    const parts = excerpt(marked(result.message.text ?? '', this.#terms));
    return searchResult(result, this.chat.rooms, parts.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text)));
  }

  #failed(problem) {
    const again = () => (this.#search.results.length > 0 ? this.#search.searchOlder() : this.#search.search(this.#search.query));
    return html`
      <div class="search-note form-error" role="alert">
        ${problemText(problem)}
        ${problem.code === 'query_invalid' ? nothing : html`<button type="button" class="button-link" @click=${again}>${t('search.tryAgain')}</button>`}
      </div>
    `;
  }

  #changed() {
    const { state, results, more } = this.#search;
    if (this.shown && state === 'done') {
      announce(results.length === 0 ? t('search.nothingFound') : t(more ? 'search.foundOrMore' : 'search.found', { count: results.length }));
    }
    this.requestUpdate();
  }

  get #field() {
    return this.querySelector('input');
  }

  /** Closes the panel without moving the focus, for another panel in its place. */
  hide() {
    this.shown = false;
    clearTimeout(this.#timer);
    this.#previousFocus = null;
  }

  #open = async () => {
    document.querySelector('parley-message-list')?.hide();
    this.#previousFocus ??= document.activeElement;
    this.shown = true;
    await this.updateComplete;
    this.#field.focus();
    this.#field.select();
  };

  #close = () => {
    this.shown = false;
    clearTimeout(this.#timer);
    const previous = this.#previousFocus;
    this.#previousFocus = null;
    const back = previous?.isConnected && previous !== document.body ? previous : document.querySelector('.room-search, main');
    back?.focus();
  };

  #input() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#startSearch(), DEBOUNCE);
  }

  #submit(event) {
    event.preventDefault();
    this.#startSearch();
  }

  #startSearch() {
    clearTimeout(this.#timer);
    this.typed = this.#field.value;
    this.#terms = termsOf(this.#field.value);
    this.#search.search(this.#field.value.trimEnd().replace(PARTIAL_FILTER, ''));
  }

  #insert(text) {
    const field = this.#field;
    const words = field.value.trimEnd();
    field.value = words === '' ? text : `${words} ${text}`;
    field.focus();
    text.endsWith(' ') && words !== '' && this.#startSearch();
  }

  /** Moves the focus through the results with the arrow keys. */
  #moveFocus(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close();
    } else if (step && !event.isComposing) {
      const targets = [this.#field, ...this.querySelectorAll('.search-result')];
      const next = targets[targets.indexOf(document.activeElement) + step];
      next && (event.preventDefault(), next.focus());
    }
  }

  /** Closes the panel where it would cover the message. */
  #resultClicked(event) {
    if (NARROW.matches && event.target.closest('.search-result')) {
      this.hide();
    }
  }

  #key = (event) => {
    const command = event.ctrlKey || event.metaKey;
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable], dialog');
    const opens = (command && event.shiftKey && event.key.toLowerCase() === 'f') || (event.key === '/' && !command && !event.altKey && !isTyping);
    if (opens && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      this.#open();
    }
  };
}

customElements.define('parley-search', ParleySearch);
