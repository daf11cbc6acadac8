import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { confirm } from '../kit/confirm.js';
import { FormElement } from '../kit/form.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { rich, t } from '../../texts/texts.js';

/** The account's e-mail address: one form at a time, for the address or for the code that confirms it. */
class ParleyEmail extends FormElement {
  static properties = { state: { state: true }, changing: { state: true }, done: { state: true } };

  firstUpdated() {
    http.get('api/account/email').then((state) => (this.state = state), () => {});
  }

  render() {
    if (!this.state) {
      return nothing;
    }
    const { address, pending } = this.state;
    return html`
      <section class="card" aria-labelledby="email-heading">
        <h2 id="email-heading">${t('account.email.heading')}</h2>
        <p class="muted">${t('account.email.purpose')}</p>
        <div role="status">${this.done ? html`<p class="form-done">${this.done}</p>` : nothing}</div>
        ${address ? this.#confirmed(address) : nothing} ${pending ? this.#codeForm(pending) : address && !this.changing ? nothing : this.#addressForm()}
      </section>
    `;
  }

  #confirmed(address) {
    return html`
      <p><b dir="auto">${address}</b></p>
      <label class="check">
        <input type="checkbox" .checked=${this.state.digest} @change=${({ target }) => this.#setDigest(target)} />${t('account.email.digest')}
      </label>
      <div class="form-buttons">
        <button type="button" class="button button-quiet" aria-expanded=${Boolean(this.changing)} @click=${() => this.#change()}>${t('account.email.change')}</button>
        <button type="button" class="button button-quiet" @click=${() => this.#remove()}>${t('account.email.remove')}</button>
      </div>
    `;
  }

  #addressForm() {
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#begin(values))}>
        ${this.field('address', t('account.email.address'), { type: 'email', autocomplete: 'email', maxlength: 254 })}
        ${this.field('password', t('account.email.yourPassword'), {
          type: 'password',
          autocomplete: 'current-password',
          hint: t('account.email.canStayEmptyWithin'),
        })}
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>${t('account.email.sendCode')}</button>
      </form>
    `;
  }

  #codeForm(pending) {
    return html`
      <p>${rich('account.email.codeSent', { address: html`<b dir="auto">${pending}</b>` })}</p>
      <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#confirm(values))}>
        ${this.field('code', t('account.email.code'), { autocomplete: 'one-time-code', maxlength: 12 })} ${this.fault()}
        <div class="form-buttons">
          <button class="button" ?disabled=${this.busy}>${t('account.email.confirm')}</button>
          <button type="button" class="button button-quiet" @click=${() => this.#another()}>${t('account.email.another')}</button>
        </div>
      </form>
    `;
  }

  async #change() {
    this.changing = !this.changing;
    this.done = null;
    await this.#focus('address');
  }

  /** Shows the form for the address again; the code stays valid on the server until it expires. */
  async #another() {
    this.state = { ...this.state, pending: null };
    this.changing = true;
    this.problem = null;
    await this.#focus('address');
  }

  async #begin({ address, password }) {
    this.done = null;
    this.state = await http.put('api/account/email', { address, password: password || null });
    await this.#focus('code');
  }

  async #confirm({ code }) {
    this.state = await http.post('api/account/email/confirmation', { code });
    this.changing = false;
    this.done = t('account.email.confirmed');
  }

  /** Shows what is stored, also after a failure. */
  async #setDigest(box) {
    this.problem = null;
    await http.patch('api/account/email', { digest: box.checked }).then(
      (state) => (this.state = state),
      (problem) => toast(problemText(problem)),
    );
    box.checked = this.state.digest;
  }

  async #remove() {
    const agreed = await confirm({ title: t('account.email.removeQuestion'), detail: t('account.email.removeDetail'), action: t('account.email.remove') });
    if (!agreed) {
      return;
    }
    try {
      await http.delete('api/account/email');
      this.state = { address: null, pending: null, digest: false };
      this.done = t('account.email.removed');
    } catch (problem) {
      toast(problemText(problem));
    }
  }

  async #focus(name) {
    await this.updateComplete;
    this.querySelector(`[name="${name}"]`)?.focus();
  }
}

customElements.define('parley-email', ParleyEmail);
