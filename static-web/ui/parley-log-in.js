import { html, nothing } from 'lit';
import { nextAddress } from '../net/address.js';
import { http } from '../net/http.js';
import { FormElement } from './form.js';
import './parley-guest.js';
import { session } from './session.js';

class ParleyLogIn extends FormElement {
  static properties = { guests: { state: true } };

  constructor() {
    super();
    session.then(({ guests_enabled }) => (this.guests = guests_enabled));
  }

  render() {
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, logIn)}>
        ${this.field('username', 'Username', { autocomplete: 'username', autofocus: true })}
        ${this.field('password', 'Password', { type: 'password', autocomplete: 'current-password' })}
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>Log in</button>
      </form>
      <p class="muted">Don’t have an account? <a href="signup${location.search}">Sign up</a></p>
      ${this.guests ? html`<p class="or">or</p><parley-guest></parley-guest>` : nothing}
    `;
  }
}

async function logIn({ username, password }) {
  await http.post('api/session', { username: username.trim(), password });
  location.assign(nextAddress());
}

customElements.define('parley-log-in', ParleyLogIn);
