import { html, nothing } from 'lit';
import { plainText } from '../model/markup.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';

/** The message that a message answers, in a line that leads to it. */
class ParleyQuote extends PageElement {
  static properties = { conversation: {}, seq: { type: Number }, fetched: { state: true } };

  constructor() {
    super();
    this.watch(
      () => this.conversation?.room,
      ['rows', 'reset'],
      ({ detail }) => (!detail || detail.includes(this.seq)) && this.requestUpdate(),
    );
  }

  render() {
    const row = this.#row;
    return html`
      <button type="button" class="quote" @click=${this.#jump}>
        ${icon('reply')}<span class="heard-only">In reply to</span>
        ${row ? html`<b dir="auto">${this.conversation.nameOf(row.author)}</b>` : nothing}
        <span class="quote-text" dir="auto">${row?.deleted ? 'deleted message' : (row ? plainText(row.text) : 'an earlier message')}</span>
      </button>
    `;
  }

  updated(changed) {
    if (changed.has('seq') && !this.#row) {
      this.#fetch();
    }
  }

  get #row() {
    return this.conversation.room.rows.at(this.seq) ?? this.fetched;
  }

  async #fetch() {
    const { chat, room } = this.conversation;
    this.fetched = await chat.history.one(room, this.seq).catch(() => null);
  }

  #jump() {
    this.dispatchEvent(new CustomEvent('parley-jump', { bubbles: true, detail: this.seq }));
  }
}

customElements.define('parley-quote', ParleyQuote);
