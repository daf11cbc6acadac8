import { html, nothing } from 'lit';
import { complete } from '../model/completion.js';
import { insert, isEnter } from './writing.js';

/** Nothing is chosen yet: what is typed is what is sent. */
const NONE = -1;

/** What the word before the caret of a text area may become, for the element that the text area is in. */
export class Suggestions {
  #host;
  #id;
  #area;
  #known;
  #found = null;
  #at = NONE;

  /**
   * @param id of the list in the page
   * @param area gives the text area
   * @param known gives what can be completed, see `complete`
   */
  constructor(host, id, area, known) {
    this.#host = host;
    this.#id = id;
    this.#area = area;
    this.#known = known;
  }

  /** What the text area says of the list. */
  get controls() {
    return this.#found ? this.#id : nothing;
  }

  get active() {
    return this.#found && this.#at !== NONE ? `${this.#id}-${this.#at}` : nothing;
  }

  /** Looks for suggestions after something was typed. */
  look() {
    const { selectionStart, selectionEnd, value } = this.#area();
    this.#found = selectionStart === selectionEnd ? complete(value, selectionEnd, this.#known()) : null;
    this.#at = NONE;
    this.#host.requestUpdate();
  }

  close = () => {
    this.#found = null;
    this.#host.requestUpdate();
  };

  /** Arrows choose, Tab takes the chosen or the first one, Enter only a chosen one; returns whether the key was for the list. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!this.#found) {
      return false;
    }
    if (step) {
      this.#step(step);
    } else if ((isEnter(event) && this.#at !== NONE) || (event.key === 'Tab' && !event.shiftKey)) {
      this.#choose(Math.max(this.#at, 0));
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
    const { length } = this.#found.options;
    this.#at = this.#at === NONE && step < 0 ? length - 1 : (this.#at + step + length) % length;
    this.#host.requestUpdate();
  }

  #choose(index) {
    const { from, to, options } = this.#found;
    insert(this.#area(), options[index].text, from, to);
    this.close();
  }

  render() {
    return this.#found
      ? html`
          <ul id=${this.#id} class="suggestions" role="listbox" aria-label="Suggestions">
            ${this.#found.options.map((option, index) => this.#option(option, index))}
          </ul>
        `
      : nothing;
  }

  #option({ label, hint }, index) {
    return html`
      <li
        id="${this.#id}-${index}"
        role="option"
        aria-selected=${index === this.#at}
        @pointerdown=${(event) => event.preventDefault()}
        @click=${() => this.#choose(index)}
      >
        <b dir="auto">${label}</b> <span class="muted" dir="auto">${hint}</span>
      </li>
    `;
  }
}
