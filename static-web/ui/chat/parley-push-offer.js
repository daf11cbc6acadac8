import { html, nothing } from 'lit';
import { mentionsMe } from '../../model/mentions.js';
import { isPushed, pushObstacle, turnOn } from '../../net/push.js';
import { PageElement } from '../kit/element.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

/**
 * Offers push notifications once there was something to be notified of: after the first mention or direct
 * message that arrived while the page was hidden. "Not now" is remembered.
 */
class ParleyPushOffer extends PageElement {
  static properties = { chat: {}, offered: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.watch(() => this.chat?.rooms, 'received', ({ detail }) => this.#received(detail));
  }

  render() {
    if (!this.offered) {
      return nothing;
    }
    return html`
      <section class="offer" aria-label=${t('chat.push-offer.label')}>
        <p role="status"><b>${t('chat.push-offer.question')}</b><span class="muted small">${t('chat.push-offer.detail')}</span></p>
        <div class="offer-buttons">
          <button type="button" class="button button-quiet" @click=${() => this.#dismiss()}>${t('chat.push-offer.notNow')}</button>
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#accept()}>${t('chat.push-offer.turnOn')}</button>
        </div>
      </section>
    `;
  }

  get #key() {
    return `parley.push-offer/${this.chat.account.username}`;
  }

  #received({ room, message }) {
    const { username } = this.chat.account;
    const personal = room.kind === 'direct' ? message.author !== username : mentionsMe(message, username);
    if (document.visibilityState === 'hidden' && personal && !isPushed(username) && pushObstacle() === null && !this.#isDismissed()) {
      this.offered = true;
    }
  }

  #isDismissed() {
    try {
      return localStorage.getItem(this.#key) !== null;
    } catch {
      return true;
    }
  }

  #dismiss() {
    this.offered = false;
    try {
      localStorage.setItem(this.#key, 'no');
    } catch {
      // Private modes store nothing, and are not asked.
    }
  }

  async #accept() {
    this.busy = true;
    try {
      const permitted = await turnOn(this.chat.account.username);
      permitted && toast(t('chat.push-offer.on'));
    } catch {
      toast(t('chat.push-offer.failed'));
    }
    this.busy = false;
    this.#dismiss();
  }
}

customElements.define('parley-push-offer', ParleyPushOffer);
