import { html, nothing } from 'lit';
import { excerpt, marked, termsOf } from '../model/marks.js';
import { Search } from '../model/search.js';
import { http } from '../net/http.js';
import { announce } from './announcer.js';
import { PageElement } from './element.js';
import { found } from './found.js';
import { icon } from './icons.js';
import { skeleton } from './placeholders.js';
import { problemWords } from './words.js';

/** How long after the last letter a search begins. */
const PAUSE = 350;

/** Where a query names a day. */
const DAYS = { after: /(?:^|\s)after:(\d{4}-\d{2}-\d{2})(?=\s|$)/i, before: /(?:^|\s)before:(\d{4}-\d{2}-\d{2})(?=\s|$)/i };

/** The panel covers the page. */
const NARROW = matchMedia('(max-width: 46rem)');

/** Looks for messages, and leads to them. Opened by `parley-find` events and by keys. */
class ParleySearch extends PageElement {
  static properties = { chat: {}, shown: { state: true }, typed: { state: true } };

  #search = new Search(http);
  #typed = null;
  #before = null;
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
      <aside class="search" aria-labelledby="search-heading" @keydown=${this.#walk} @click=${this.#chosen}>
        <header class="search-head">
          <h2 id="search-heading">Search</h2>
          <button type="button" class="button-icon" aria-label="Close search" title="Close" @click=${this.#close}>${icon('cross')}</button>
        </header>
        <form class="search-form" role="search" @submit=${this.#submit}>
          <input class="input" type="search" name="query" aria-label="Search messages" aria-describedby="search-hint" placeholder="Words, or “a phrase”"
            maxlength="256" autocomplete="off" enterkeyhint="search" dir="auto" @input=${this.#input} />
          <p id="search-hint" class="search-hints">
            Only
            <button type="button" class="search-hint" @click=${() => this.#insert('from:@')}>from:<i>@name</i></button>
            ${this.#roomHint()}
          </p>
          <p class="search-days">${this.#day('after', 'After')} ${this.#day('before', 'Before')}</p>
        </form>
        <div class="search-found" aria-busy=${this.#search.state === 'looking'}>${this.#found()}</div>
      </aside>
    `;
  }

  /** A day goes into the query, where it can be read and changed. */
  #day(filter, label) {
    const typed = this.typed?.match(DAYS[filter])?.[1] ?? '';
    return html`<label>${label} <input class="input" type="date" max="9999-12-31" .value=${typed} @change=${({ target }) => this.#setDay(filter, target.value)} /></label>`;
  }

  #setDay(filter, day) {
    const field = this.#field;
    const words = field.value.replace(DAYS[filter], ' ').replace(/\s+/g, ' ').trim();
    field.value = [words, day && `${filter}:${day}`].filter(Boolean).join(' ');
    this.#look();
  }

  #roomHint() {
    const { kind, handle } = this.chat?.viewed?.info ?? {};
    const name = handle && kind !== 'direct' ? `#${handle}` : handle;
    return name
      ? html`<button type="button" class="search-hint" dir="auto" @click=${() => this.#insert(`in:${name} `)}>in:<i>${name}</i></button>`
      : html`<button type="button" class="search-hint" @click=${() => this.#insert('in:#')}>in:<i>#room</i></button>`;
  }

  #found() {
    const { state, results, more, query, problem } = this.#search;
    if (state === 'idle') {
      return html`<p class="search-note muted">Finds messages of any age, in all of your rooms and in public ones.</p>`;
    }
    return html`
      <ol class="search-list">
        ${results.map((result) => this.#result(result))}
      </ol>
      ${state === 'looking' ? (results.length > 0 ? html`<p class="search-note muted" role="status">Looking further back…</p>` : skeleton('results')) : nothing}
      ${state === 'failed' ? this.#failed(problem) : nothing}
      ${state === 'done' && results.length === 0 && !more
        ? html`<p class="search-note muted">Nothing was found for <b dir="auto">${query}</b>. Parts of words are enough; fewer words find more.</p>`
        : nothing}
      ${state === 'done' && more
        ? html`<p class="search-note"><button type="button" class="button button-quiet" @click=${() => this.#search.lookOn()}>Look further back</button></p>`
        : nothing}
    `;
  }

  #result(result) {
    const parts = excerpt(marked(result.message.text ?? '', this.#terms));
    return found(result, this.chat.rooms, parts.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text)));
  }

  #failed(problem) {
    const again = () => (this.#search.results.length > 0 ? this.#search.lookOn() : this.#search.look(this.#search.query));
    return html`
      <div class="search-note form-error" role="alert">
        ${problemWords(problem)}
        ${problem.code === 'query_invalid' ? nothing : html`<button type="button" class="button-link" @click=${again}>Try again</button>`}
      </div>
    `;
  }

  #changed() {
    const { state, results, more } = this.#search;
    if (this.shown && state === 'done') {
      announce(results.length === 0 ? 'Nothing found' : `${results.length}${more ? ' or more' : ''} ${results.length === 1 ? 'message' : 'messages'} found`);
    }
    this.requestUpdate();
  }

  get #field() {
    return this.querySelector('input');
  }

  #open = async () => {
    this.#before ??= document.activeElement;
    this.shown = true;
    await this.updateComplete;
    this.#field.focus();
    this.#field.select();
  };

  #close = () => {
    this.shown = false;
    clearTimeout(this.#typed);
    const before = this.#before;
    this.#before = null;
    const back = before?.isConnected && before !== document.body ? before : document.querySelector('.room-search, main');
    back?.focus();
  };

  #input() {
    clearTimeout(this.#typed);
    this.#typed = setTimeout(() => this.#look(), PAUSE);
  }

  #submit(event) {
    event.preventDefault();
    this.#look();
  }

  #look() {
    clearTimeout(this.#typed);
    this.typed = this.#field.value;
    this.#terms = termsOf(this.#field.value);
    // Half of a filter is no query yet
    if (!/(?:^|\s)(?:(?:from|in):[@#]?|(?:before|after|on):[\d-]{0,9})$/i.test(this.#field.value.trimEnd())) {
      this.#search.look(this.#field.value);
    }
  }

  #insert(text) {
    const field = this.#field;
    const words = field.value.trimEnd();
    field.value = words === '' ? text : `${words} ${text}`;
    field.focus();
    text.endsWith(' ') && words !== '' && this.#look();
  }

  /** Up and down go through what was found. */
  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close();
    } else if (step && !event.isComposing) {
      const places = [this.#field, ...this.querySelectorAll('.search-result')];
      const next = places[places.indexOf(document.activeElement) + step];
      next && (event.preventDefault(), next.focus());
    }
  }

  /** The panel would hide where a result leads. */
  #chosen(event) {
    if (NARROW.matches && event.target.closest('.search-result')) {
      this.shown = false;
      this.#before = null;
    }
  }

  #key = (event) => {
    const command = event.ctrlKey || event.metaKey;
    const writing = event.target.closest?.('input, textarea, select, [contenteditable], dialog');
    const asked = (command && event.shiftKey && event.key.toLowerCase() === 'f') || (event.key === '/' && !command && !event.altKey && !writing);
    if (asked && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      this.#open();
    }
  };
}

customElements.define('parley-search', ParleySearch);
