import { html, nothing } from 'lit';
import { avatar } from '../kit/avatar.js';
import { complete } from '../../model/completion.js';
import { emojiSet } from '../../model/emoji.js';
import { COMMAND_TEXTS } from './command-texts.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { loadEmoji } from '../kit/standard-emoji.js';
import { icon } from '../kit/icons.js';
import { insert, isEnter } from './writing.js';
import { rich, t } from '../../texts/texts.js';

/** An emoji's name is being typed. */
const EMOJI_NAME = /:[\w+-]{2,32}$/;

/** No option is selected, so Enter sends the text as typed. */
const NONE = -1;

/** Autocompletion for the word before the caret of an element's text area. */
export class Suggestions {
  #host;
  #id;
  #area;
  #candidates;
  #completion = null;
  #selected = NONE;

  /**
   * @param id the list's id in the page
   * @param area returns the text area
   * @param candidates returns what can be completed, see `complete`
   */
  constructor(host, id, area, candidates) {
    this.#host = host;
    this.#id = id;
    this.#area = area;
    this.#candidates = candidates;
  }

  /** The text area's `aria-controls`. */
  get controls() {
    return this.#completion ? this.#id : nothing;
  }

  get active() {
    return this.#completion && this.#selected !== NONE ? `${this.#id}-${this.#selected}` : nothing;
  }

  /** Updates the suggestions after input. */
  update() {
    const { selectionStart, selectionEnd, value } = this.#area();
    this.#completion = selectionStart === selectionEnd ? complete(value, selectionEnd, this.#candidates()) : null;
    this.#selected = NONE;
    this.#host.requestUpdate();
    if (!emojiSet.isLoaded && EMOJI_NAME.test(value.slice(0, selectionEnd))) {
      // Until they are loaded, or if loading fails, the common emoji are suggested.
      loadEmoji().then(() => this.#area() && this.update(), () => {});
    }
  }

  close = () => {
    this.#completion = null;
    this.#host.requestUpdate();
  };

  /**
   * Handles a key: the arrow keys select, Tab accepts the selected or the first option, Enter only a selected one.
   * Returns whether the key was handled.
   */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!this.#completion) {
      return false;
    }
    if (step) {
      this.#step(step);
    } else if ((isEnter(event) && this.#selected !== NONE) || (event.key === 'Tab' && !event.shiftKey)) {
      this.#choose(Math.max(this.#selected, 0));
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  #step(step) {
    const { length } = this.#completion.options;
    this.#selected = this.#selected === NONE && step < 0 ? length - 1 : (this.#selected + step + length) % length;
    this.#host.requestUpdate();
    this.#host.updateComplete.then(() => this.#host.querySelector(`#${this.#id}-${this.#selected}`)?.scrollIntoView({ block: 'nearest' }));
  }

  #choose(index) {
    const { from, to, options } = this.#completion;
    insert(this.#area(), options[index].text, from, to);
    this.close();
  }

  render() {
    return this.#completion
      ? html`
          <ul id=${this.#id} class="suggestions" role="listbox" aria-label=${t('room.suggestions.suggestions')}>
            ${this.#completion.options.map((option, index) => this.#option(option, index))}
            <li class="suggestions-hint" role="presentation">${rich('room.suggestions.completesChoose', { kbd: html`<kbd>${t('room.suggestions.tab')}</kbd>`, kbd2: html`<kbd>↑</kbd>`, kbd3: html`<kbd>↓</kbd>` })}</li>
          </ul>
        `
      : nothing;
  }

  #option({ label, hint, username, people, command, usage = COMMAND_TEXTS[command]?.usage }, index) {
    return html`
      <li
        id="${this.#id}-${index}"
        role="option"
        aria-selected=${index === this.#selected}
        @pointerdown=${(event) => event.preventDefault()}
        @click=${() => this.#choose(index)}
      >
        ${username ? avatar(username, 'tiny') : people === undefined ? nothing : icon('people')}<b dir="auto">${emojiSign(label)}</b>${usage ? html` <i class="suggestions-usage" dir="auto">${usage}</i>` : nothing} ${people === undefined ? nothing : html`<span class="muted">${t('room.suggestions.people', { count: people })}</span> `}<span class="muted" dir="auto">${command ? COMMAND_TEXTS[command].does : hint}</span>
      </li>
    `;
  }
}
