import { html, nothing } from 'lit';
import { PageElement } from './element.js';
import { icon } from './icons.js';

/** A connection that comes back within this time is not worth a word. */
const PATIENCE = 800;

/** Says when the way to the server is not there, and what that means for what is written. */
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
    const seen = kept ? 'You see what was here at your last visit.' : '';
    return this.offline || (kept && this.chat.connection === 'waiting')
      ? html`${icon('warning')}<span><b>Offline.</b> ${seen} ${viewed ? 'Your text is kept, and sent when you are back.' : ''}</span>`
      : html`<i class="spinner"></i><span><b>${kept ? 'Connecting…' : 'Reconnecting…'}</b> ${seen} ${viewed ? 'Your text is kept.' : ''}</span>`;
  }

  #changed() {
    const lost = this.chat.connection !== 'open';
    this.offline = !navigator.onLine;
    if (!lost || this.offline || this.lost) {
      this.#show(lost);
    } else {
      // Tries that fail in the meantime do not begin the wait anew.
      this.#timer ??= setTimeout(() => this.#show(this.chat.connection !== 'open'), PATIENCE);
    }
  }

  #show(lost) {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.lost = lost;
  }
}

customElements.define('parley-connection', ParleyConnection);
