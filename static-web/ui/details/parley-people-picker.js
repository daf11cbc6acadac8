import { html, nothing } from 'lit';
import { avatars } from '../../model/avatars.js';
import { roomApi } from '../../net/room-api.js';
import { avatar } from '../kit/avatar.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';

const DEBOUNCE = 150;

/** Makes the ids of each picker unique in the page. */
let pickers = 0;

/**
 * Selects people by a few letters of their names.
 *
 * Events: `parley-picked` with the selected accounts; `parley-done` when Enter confirms the selection.
 */
class ParleyPeoplePicker extends PageElement {
  static properties = { label: {}, excluded: {}, most: { type: Number }, query: { state: true }, found: { state: true }, chosen: { state: true }, at: { state: true } };

  #list = `people-found-${++pickers}`;
  #timer = null;
  #lastQuery = 0;

  constructor() {
    super();
    Object.assign(this, { label: t('details.people-picker.searchPeople'), excluded: [], most: 9, query: '', found: [], chosen: [], at: 0 });
  }

  render() {
    const open = this.found.length > 0;
    return html`
      <ul class="chips" ?hidden=${this.chosen.length === 0}>
        ${this.chosen.map((person) => html`
          <li class="chip" dir="auto">${avatar(person.username, 'tiny')}${person.display_name}<button type="button" aria-label=${t('details.people-picker.remove', { display_name: person.display_name })} @click=${() => this.#drop(person)}>${icon('cross')}</button></li>
        `)}
      </ul>
      <input
        class="input"
        role="combobox"
        aria-expanded=${open}
        aria-controls=${this.#list}
        aria-activedescendant=${open ? `${this.#list}-${this.at}` : nothing}
        aria-label=${this.label}
        placeholder=${this.label}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .value=${this.query}
        @input=${({ target }) => this.#typed(target.value)}
        @keydown=${this.#key}
      />
      <ul id=${this.#list} class="people-found" role="listbox" aria-label=${t('details.people-picker.people')}>
        ${this.found.map((person, index) => html`
          <li id="${this.#list}-${index}" role="option" aria-selected=${index === this.at} class="switch-room" @click=${() => this.#choose(person)}>
            ${avatar(person.username, 'small')}<span dir="auto">${person.display_name}</span><span class="muted small">@${person.username}</span>
          </li>
        `)}
      </ul>
      ${this.query.trim() && this.looked === this.query && !open ? html`<p class="muted small" role="status">${t('details.people-picker.noOneFound')}</p>` : nothing}
    `;
  }

  /** In a low window the list may begin below the visible part. */
  updated(changed) {
    (changed.has('found') || changed.has('at')) && this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  focus() {
    this.querySelector('input')?.focus();
  }

  #typed(query) {
    this.query = query;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(query), DEBOUNCE);
  }

  async #search(query) {
    const queryNumber = ++this.#lastQuery;
    const accounts = query.trim() ? (await roomApi.people(query).catch(() => ({ accounts: [] }))).accounts : [];
    accounts.forEach((account) => avatars.learn(account));
    if (queryNumber === this.#lastQuery) {
      const taken = new Set([...this.excluded, ...this.chosen.map(({ username }) => username)]);
      Object.assign(this, { found: accounts.filter(({ username }) => !taken.has(username)), at: 0, looked: query });
    }
  }

  #choose(person) {
    if (person && this.chosen.length < this.most) {
      this.#lastQuery++;
      Object.assign(this, { query: '', found: [], at: 0 });
      this.#setChosen([...this.chosen, person]);
      this.focus();
    }
  }

  #drop(person) {
    this.#setChosen(this.chosen.filter((one) => one !== person));
  }

  #setChosen(chosen) {
    this.chosen = chosen;
    this.dispatchEvent(new CustomEvent('parley-picked', { bubbles: true, detail: chosen }));
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = this.found;
    if (step && length > 0) {
      event.preventDefault();
      this.at = (this.at + step + length) % length;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      length > 0 ? this.#choose(this.found[this.at]) : this.query || this.dispatchEvent(new Event('parley-done', { bubbles: true }));
    } else if (event.key === 'Backspace' && !this.query && this.chosen.length > 0) {
      this.#drop(this.chosen.at(-1));
    }
  }
}

customElements.define('parley-people-picker', ParleyPeoplePicker);
