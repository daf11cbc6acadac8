import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import { session } from './session.js';
import { t } from '../../texts/texts.js';

/** The form that requests a password reset link by mail. */
class ParleyForgot extends FormElement {
  static properties = { offered: { state: true }, done: { state: true } };

  constructor() {
    super();
    session.then(({ mail }) => (this.offered = Boolean(mail)));
  }

  render() {
    if (this.offered === undefined) {
      return nothing;
    }
    if (!this.offered) {
      return html`<p>${t('account.forgot.noMail')}</p>`;
    }
    if (this.done) {
      return html`<p role="status" class="form-done">${t('account.forgot.done')}</p>
        <p><a href="login">${t('account.forgot.backToLogIn')}</a></p>`;
    }
    return html`
      <p class="muted">${t('account.forgot.explanation')}</p>
      <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#request(values))}>
        ${this.field('login', t('account.forgot.usernameOrAddress'), { autocomplete: 'username', autofocus: true, maxlength: 320 })}
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>${t('account.forgot.send')}</button>
      </form>
      <p><a href="login">${t('account.forgot.backToLogIn')}</a></p>
    `;
  }

  async #request({ login }) {
    await http.post('api/password-resets', { login });
    this.done = true;
  }
}

customElements.define('parley-forgot', ParleyForgot);
