import { html } from 'lit';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import { t } from '../../texts/texts.js';

/** The page of the link that turns digests off. Opening it changes nothing: programs open links, too. */
class ParleyUnsubscribe extends FormElement {
  static properties = { done: { state: true } };

  #path = `unsubscribe/${location.pathname.split('/').at(-1)}`;

  render() {
    if (this.done) {
      return html`<p role="status" class="form-done">${t('account.unsubscribe.done')}</p>`;
    }
    return html`
      <p>${t('account.unsubscribe.question')}</p>
      <form class="form" novalidate @submit=${(event) => this.submit(event, () => this.#unsubscribe())}>
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>${t('account.unsubscribe.unsubscribe')}</button>
      </form>
    `;
  }

  async #unsubscribe() {
    await http.post(this.#path);
    this.done = true;
  }
}

customElements.define('parley-unsubscribe', ParleyUnsubscribe);
