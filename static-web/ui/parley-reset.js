import { html } from 'lit';
import { http } from '../net/http.js';
import { FormElement } from './form.js';

/** Where the link of a password reset leads. */
class ParleyReset extends FormElement {
  static properties = { username: { state: true }, invalid: { state: true }, done: { state: true } };

  #path = `api/password-resets/${location.pathname.split('/').at(-1)}`;

  firstUpdated() {
    http.get(this.#path).then(
      ({ username }) => (this.username = username),
      () => (this.invalid = true),
    );
  }

  render() {
    if (this.invalid) {
      return html`<p role="alert" class="form-error">This link does not work, or not any more. Ask an administrator for another one.</p>`;
    }
    if (this.done) {
      return html`<p role="status" class="form-done">Your password is set. You were signed out everywhere.</p>
        <p><a class="button" href="login">Log in</a></p>`;
    }
    if (!this.username) {
      return html`<p class="muted" role="status">Looking at the link…</p>`;
    }
    return html`
      <p>A new password for <b dir="auto">${this.username}</b>.</p>
      <form class="form" novalidate @submit=${(event) => this.submit(event, ({ password }) => this.#set(password))}>
        <input class="heard-only" type="text" autocomplete="username" .value=${this.username} aria-hidden="true" tabindex="-1" readonly />
        ${this.field('password', 'New password', { type: 'password', autocomplete: 'new-password', autofocus: true })} ${this.fault()}
        <button class="button" ?disabled=${this.busy}>Set password</button>
      </form>
    `;
  }

  async #set(password) {
    await http.post(this.#path, { password });
    this.done = true;
  }
}

customElements.define('parley-reset', ParleyReset);
