import { html, nothing } from 'lit';
import { nextAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import './parley-guest.js';
import { session } from './session.js';
import { rich, t } from '../../texts/texts.js';

class ParleyLogIn extends FormElement {
  static properties = { guests: { state: true }, mail: { state: true } };

  constructor() {
    super();
    session.then(({ guests_enabled, mail }) => {
      this.guests = guests_enabled;
      this.mail = mail;
    });
  }

  render() {
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, logIn)}>
        ${this.field('username', t('account.log-in.username'), { autocomplete: 'username', autofocus: true })}
        ${this.field('password', t('account.log-in.password'), { type: 'password', autocomplete: 'current-password' })}
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>${t('account.log-in.logIn')}</button>
      </form>
      ${this.mail ? html`<p><a href="forgot">${t('account.log-in.forgot')}</a></p>` : nothing}
      <p class="muted">${rich('account.log-in.dontHaveAnAccount', { signUp: html`<a href="signup${location.search}">${t('account.log-in.signUp')}</a>` })}</p>
      ${this.guests ? html`<p class="or">${t('account.log-in.or')}</p><parley-guest></parley-guest>` : nothing}
    `;
  }
}

async function logIn({ username, password }) {
  await http.post('api/session', { username: username.trim(), password });
  location.assign(nextAddress());
}

customElements.define('parley-log-in', ParleyLogIn);
