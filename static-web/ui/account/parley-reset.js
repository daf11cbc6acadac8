import { html } from 'lit';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import { problemText } from '../kit/problem-text.js';
import { rich, t } from '../../texts/texts.js';

/** The page of a password reset link. */
class ParleyReset extends FormElement {
  static properties = { username: { state: true }, invalid: { state: true }, done: { state: true } };

  #path = `api/password-resets/${location.pathname.split('/').at(-1)}`;

  firstUpdated() {
    this.#load();
  }

  render() {
    if (this.invalid) {
      return html`<p role="alert" class="form-error">${t('account.reset.thisLinkIsInvalid')}</p>`;
    }
    if (this.done) {
      return html`<p role="status" class="form-done">${t('account.reset.yourPasswordHasBeen')}</p>
        <p><a class="button" href="login">${t('account.reset.logIn')}</a></p>`;
    }
    if (!this.username && this.problem) {
      return html`
        <div class="form-error" role="alert">
          ${problemText(this.problem)} <button type="button" class="button-link" @click=${this.#load}>${t('account.reset.tryAgain')}</button>
        </div>
      `;
    }
    if (!this.username) {
      return html`<p class="muted" role="status">${t('account.reset.checkingTheLink')}</p>`;
    }
    return html`
      <p>${rich('account.reset.aNewPasswordFor', { username: html`<b dir="auto">${this.username}</b>` })}</p>
      <form class="form" novalidate @submit=${(event) => this.submit(event, ({ password }) => this.#set(password))}>
        <input class="visually-hidden" type="text" autocomplete="username" .value=${this.username} aria-hidden="true" tabindex="-1" readonly />
        ${this.field('password', t('account.reset.newPassword'), { type: 'password', autocomplete: 'new-password', autofocus: true })} ${this.fault()}
        <button class="button" ?disabled=${this.busy}>${t('account.reset.setPassword')}</button>
      </form>
    `;
  }

  /** Only the server knows that a link is invalid. */
  async #load() {
    this.problem = null;
    try {
      ({ username: this.username } = await http.get(this.#path));
    } catch (problem) {
      this.invalid = problem.code === 'reset_invalid';
      this.problem = problem;
    }
  }

  async #set(password) {
    await http.post(this.#path, { password });
    this.done = true;
  }
}

customElements.define('parley-reset', ParleyReset);
