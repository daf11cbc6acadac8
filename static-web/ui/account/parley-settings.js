import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { avatar } from '../kit/avatar.js';
import { FormElement } from '../kit/form.js';
import './parley-devices.js';
import './parley-display-name.js';
import './parley-email.js';
import './parley-picture.js';
import './parley-preferences.js';
import { session } from './session.js';
import './parley-sessions.js';
import './parley-tokens.js';
import { t } from '../../texts/texts.js';

/** The account's settings. */
class ParleySettings extends FormElement {
  static properties = { account: { state: true }, mail: { state: true }, done: { state: true } };

  constructor() {
    super();
    session.then(({ account, mail }) => {
      this.account = account;
      this.mail = mail;
    });
  }

  render() {
    if (!this.account) {
      return nothing;
    }
    const { username, display_name, kind, admin } = this.account;
    const guest = kind === 'guest';
    return html`
      <div class="cards">
        <section class="card" aria-label=${t('account.settings.whoYouAre')}>
          <div class="who">
            ${avatar(username, 'big')}
            <div>
              <p><b dir="auto">${display_name}</b></p>
              <p class="muted small">${username} · ${guest ? t('account.settings.aGuest') : admin ? t('account.settings.administrator') : t('account.settings.member')}</p>
            </div>
          </div>
          <parley-picture .account=${this.account} @parley-pictured=${({ detail }) => (this.account = detail)}></parley-picture>
          <parley-display-name .account=${this.account} @parley-renamed=${({ detail }) => (this.account = detail)}></parley-display-name>
        </section>
        <parley-preferences .account=${this.account}></parley-preferences>
        <parley-devices .account=${this.account}></parley-devices>
        ${guest || !this.mail ? nothing : html`<parley-email></parley-email>`}
        ${guest ? nothing : this.#password()}
        <parley-sessions></parley-sessions>
        ${guest ? nothing : html`<parley-tokens></parley-tokens>`}
      </div>
    `;
  }

  #password() {
    return html`
      <section class="card" aria-labelledby="password-heading">
        <h2 id="password-heading">${t('account.settings.changePassword')}</h2>
        <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#change(values, event.target))}>
          <input class="visually-hidden" type="text" autocomplete="username" .value=${this.account.username} aria-hidden="true" tabindex="-1" readonly />
          ${this.field('current', t('account.settings.currentPassword'), { type: 'password', autocomplete: 'current-password' })}
          ${this.field('replacement', t('account.settings.newPassword'), {
            type: 'password',
            autocomplete: 'new-password',
            hint: t('account.settings.youWillBeLogged'),
          })}
          ${this.fault()}
          <div role="status">${this.done ? html`<p class="form-done">${t('account.settings.yourPasswordHasBeen')}</p>` : nothing}</div>
          <button class="button" ?disabled=${this.busy}>${t('account.settings.changePassword')}</button>
        </form>
      </section>
    `;
  }

  async #change({ current, replacement }, form) {
    this.done = false;
    await http.put('api/account/password', { current, replacement });
    form.reset();
    this.done = true;
  }
}

customElements.define('parley-settings', ParleySettings);
