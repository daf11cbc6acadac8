import { html } from 'lit';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import { t } from '../../texts/texts.js';

/** The form for the account's display name. */
class ParleyDisplayName extends FormElement {
  static properties = { account: {}, done: { state: true } };

  render() {
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#rename(values))}>
        ${this.field('display_name', t('account.display-name.displayName'), {
          autocomplete: 'nickname',
          value: this.account.display_name,
          hint: t('account.display-name.howOthersSeeYou'),
        })}
        ${this.fault()}
        <div role="status">${this.done ? html`<p class="form-done">${t('account.display-name.saved')}</p>` : ''}</div>
        <button class="button" ?disabled=${this.busy}>${t('account.display-name.saveName')}</button>
      </form>
    `;
  }

  async #rename({ display_name }) {
    this.done = false;
    const renamed = await http.patch('api/account', { display_name });
    this.done = true;
    this.dispatchEvent(new CustomEvent('parley-renamed', { detail: renamed }));
  }
}

customElements.define('parley-display-name', ParleyDisplayName);
