import { html } from 'lit';
import { personStates } from '../../model/person-states.js';
import { t } from '../../texts/texts.js';

const LABELS = { online: t('kit.presence.online'), away: t('kit.presence.away'), offline: t('kit.presence.offline') };

/** The words for a person's presence anywhere; null while it is unknown. */
export const presenceText = (username) => LABELS[personStates.of(username).presence] ?? null;

/**
 * A dot that shows whether a person is online, in any room or none; with `words`, also in words. Follows changes by itself. A plain
 * element, because lists show many.
 */
class ParleyPresence extends HTMLElement {
  #username = '';
  #stop = () => {};

  set username(username) {
    this.#username = username;
    this.isConnected && this.#follow();
  }

  connectedCallback() {
    this.#follow();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #follow() {
    this.#stop();
    this.#stop = personStates.watch(this.#username, () => this.#show());
    this.#show();
  }

  #show() {
    const text = presenceText(this.#username);
    this.hidden = !text;
    this.dataset.presence = personStates.of(this.#username).presence ?? '';
    this.title = text ?? '';
    const words = document.createElement('span');
    words.className = this.classList.contains('presence-words') ? '' : 'visually-hidden';
    words.textContent = text ?? '';
    this.replaceChildren(words);
  }
}

customElements.define('parley-presence', ParleyPresence);

/** A person's presence; nothing is shown while it is unknown. */
export const presence = (username, form = '') => html`<parley-presence class="presence ${form && `presence-${form}`}" .username=${username}></parley-presence>`;
