import { html, nothing } from 'lit';
import { toned } from '../../model/emoji.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { PageElement } from '../kit/element.js';
import { COLUMNS } from './emoji-focus.js';

/** How far from the visible part of the picker its emoji are rendered. */
const AHEAD = '300px 0px';

/** A heading with emoji, which are rendered when they come near the visible part; until then their space is reserved. */
class ParleyEmojiGroup extends PageElement {
  static properties = { label: {}, emoji: {}, tone: {}, near: { state: true } };

  #observer = null;

  connectedCallback() {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { root: this.parentElement, rootMargin: AHEAD });
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  render() {
    return html`
      <h3 class="emoji-heading">${this.label}</h3>
      <div class="emoji-grid" role="group" aria-label=${this.label}>${this.near || this.emoji.length <= COLUMNS * 4 ? this.emoji.map((one) => this.#button(one)) : nothing}</div>
    `;
  }

  updated() {
    this.querySelector('.emoji-grid').style.setProperty('--rows', Math.ceil(this.emoji.length / COLUMNS));
  }

  #button({ emoji, name, hasTones }) {
    const sign = hasTones ? toned(emoji, this.tone) : emoji;
    return html`<button type="button" class="emoji" tabindex="-1" data-emoji=${sign} aria-label=${name.replaceAll('_', ' ')} title=":${name}:">${emojiSign(sign)}</button>`;
  }

  #seen(entries) {
    if (entries.some(({ isIntersecting }) => isIntersecting)) {
      this.near = true;
      this.#observer.disconnect();
    }
  }
}

customElements.define('parley-emoji-group', ParleyEmojiGroup);
