import { html, nothing } from 'lit';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';

/** Interruptions shorter than this are not shown; in milliseconds. */
const SHOW_DELAY = 800;

/** Shows that the connection is lost, and what happens to unsent messages. */
class ParleyConnection extends PageElement {
  static properties = { chat: {}, lost: { state: true }, offline: { state: true } };

  #timer = null;
  #network = () => this.#changed();

  constructor() {
    super();
    this.watch(() => this.chat, 'connection', () => this.#changed());
    this.watch(() => this.chat?.viewed, 'state');
    this.watch(() => this.chat?.rooms, 'change');
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.#network);
    addEventListener('offline', this.#network);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    removeEventListener('online', this.#network);
    removeEventListener('offline', this.#network);
  }

  firstUpdated() {
    this.#changed();
  }

  render() {
    return html`<div role="status" class="connection" ?data-shown=${this.lost}>${this.lost ? this.#words() : nothing}</div>`;
  }

  #words() {
    const { viewed, rooms } = this.chat;
    const kept = viewed ? viewed.isKept : rooms.isKept;
    const seen = kept ? t('chat.connection.youreSeeingMessagesFrom') : '';
    return this.offline || (kept && this.chat.connection === 'waiting')
      ? html`${icon('warning')}<span><b>${t('chat.connection.offline')}</b> ${seen} ${viewed ? t('chat.connection.yourMessagesWillBe') : ''}</span>`
      : html`<i class="spinner"></i><span><b>${kept ? t('chat.connection.connecting') : t('chat.connection.reconnecting')}</b> ${seen} ${viewed ? t('chat.connection.yourTextIsSaved') : ''}</span>`;
  }

  #changed() {
    const lost = this.chat.connection !== 'open';
    this.offline = !navigator.onLine;
    if (!lost || this.offline || this.lost) {
      this.#show(lost);
    } else {
      // Failed attempts meanwhile do not restart the delay.
      this.#timer ??= setTimeout(() => this.#show(this.chat.connection !== 'open'), SHOW_DELAY);
    }
  }

  #show(lost) {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.lost = lost;
  }
}

customElements.define('parley-connection', ParleyConnection);
