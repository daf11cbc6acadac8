import { html, nothing } from 'lit';
import { summaryOf } from '../../model/attachments.js';
import { plainText } from '../../model/markup.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';

/** One line that quotes the message replied to and links to it. */
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
        ${icon('reply')}<span class="visually-hidden">${t('room.quote.inReplyTo')}</span>
        ${row ? html`<b dir="auto">${this.conversation.nameOf(row.author)}</b>` : nothing}
        <span class="quote-text" dir="auto">${row?.deleted ? t('room.message.deletedMessage') : (row ? plainText(summaryOf(row)) : t('room.quote.earlierMessage'))}</span>
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
