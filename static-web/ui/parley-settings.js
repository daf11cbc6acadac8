import { html, nothing } from 'lit';
import { http } from '../net/http.js';
import { avatar } from './avatar.js';
import { FormElement } from './form.js';
import './parley-display-name.js';
import './parley-preferences.js';
import { session } from './session.js';
import './parley-sessions.js';
import './parley-tokens.js';

/** The own account. */
class ParleySettings extends FormElement {
  static properties = { account: { state: true }, done: { state: true } };

  constructor() {
    super();
    session.then(({ account }) => (this.account = account));
  }

  render() {
    if (!this.account) {
      return nothing;
    }
    const { username, display_name, kind, admin } = this.account;
    const guest = kind === 'guest';
    return html`
      <div class="cards">
        <section class="card" aria-label="Who you are">
          <div class="who">
            ${avatar(username)}
            <div>
              <p><b dir="auto">${display_name}</b></p>
              <p class="muted small">${username} · ${guest ? 'A guest' : admin ? 'Administrator' : 'Member'}</p>
            </div>
          </div>
          <parley-display-name .account=${this.account} @parley-renamed=${({ detail }) => (this.account = detail)}></parley-display-name>
        </section>
        <parley-preferences></parley-preferences>
        ${guest ? nothing : this.#password()}
        <parley-sessions></parley-sessions>
        ${guest ? nothing : html`<parley-tokens></parley-tokens>`}
      </div>
    `;
  }

  #password() {
    return html`
      <section class="card" aria-labelledby="password-heading">
        <h2 id="password-heading">Change password</h2>
        <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#change(values, event.target))}>
          <input class="heard-only" type="text" autocomplete="username" .value=${this.account.username} aria-hidden="true" tabindex="-1" readonly />
          ${this.field('current', 'Current password', { type: 'password', autocomplete: 'current-password' })}
          ${this.field('replacement', 'New password', {
            type: 'password',
            autocomplete: 'new-password',
            hint: 'You will be logged out everywhere else.',
          })}
          ${this.fault()}
          <div role="status">${this.done ? html`<p class="form-done">Your password is changed.</p>` : nothing}</div>
          <button class="button" ?disabled=${this.busy}>Change password</button>
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
