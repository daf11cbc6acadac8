import { html, nothing } from 'lit';
import { http } from '../net/http.js';
import { confirm } from './confirm.js';
import { FormElement } from './form.js';
import { icon } from './icons.js';
import { dayWithin } from './times.js';
import { problemWords } from './words.js';

const DAY = 86_400;
const SCOPES = { read: 'Read', write: 'Write', manage: 'Manage rooms' };

/** The tokens with which programs act for this account. */
class ParleyTokens extends FormElement {
  static properties = { tokens: { state: true }, made: { state: true }, copied: { state: true }, failed: { state: true } };

  firstUpdated() {
    this.#read();
  }

  render() {
    return html`
      <section class="card" aria-labelledby="tokens-heading">
        <h2 id="tokens-heading">Tokens for programs</h2>
        <p class="muted">A bot uses the same API and socket as this page, with a token in place of a password.</p>
        <form class="form" novalidate @submit=${(event) => this.submit(event, () => this.#create(event.target))}>
          ${this.field('name', 'What it is for', { maxlength: 64 })}
          <fieldset class="choice">
            <legend>It may</legend>
            ${Object.entries(SCOPES).map(([value, label]) => html`<label><input type="checkbox" name="scope" value=${value} ?checked=${value !== 'manage'} />${label}</label>`)}
          </fieldset>
          <div class="field">
            <label for="token-end">It ends</label>
            <select id="token-end" class="input" name="end">
              <option value="">Never</option>
              <option value=${30 * DAY}>In a month</option>
              <option value=${365 * DAY} selected>In a year</option>
            </select>
          </div>
          ${this.field('password', 'Your password', {
            type: 'password',
            autocomplete: 'current-password',
            hint: 'Can stay empty within five minutes of logging in.',
          })}
          ${this.fault()}
          <button class="button" ?disabled=${this.busy}>Create a token</button>
        </form>
        <div role="status">
          ${this.failed ? html`<p class="form-error">${this.failed}</p>` : nothing}
          ${this.made
            ? html`
                <div class="form-done made">
                  <p>Copy it now: it is shown this once.</p>
                  <div class="made-line">
                    <input class="input" readonly aria-label="Token" .value=${this.made} @focus=${({ target }) => target.select()} />
                    <button type="button" class="button" @click=${this.#copy}>${icon('copy')}${this.copied ? 'Copied' : 'Copy'}</button>
                  </div>
                </div>
              `
            : nothing}
        </div>
        <ul class="lines">${this.tokens?.map((token) => this.#token(token))}</ul>
      </section>
    `;
  }

  #token(token) {
    const ends = token.expires_at ? ` · ends ${dayWithin(token.expires_at)}` : '';
    return html`
      <li>
        <span class="lines-words">
          <b dir="auto">${token.name}</b>
          <span class="muted small">${token.scopes.map((scope) => SCOPES[scope]).join(', ')} · ${token.last_used_at ? `last used ${dayWithin(token.last_used_at)}` : 'never used'}${ends}</span>
        </span>
        <button type="button" class="button button-quiet" aria-label="Revoke ${token.name}" @click=${() => this.#revoke(token)}>Revoke</button>
      </li>
    `;
  }

  async #read() {
    try {
      this.tokens = (await http.get('api/account/tokens')).tokens;
    } catch (problem) {
      this.failed = problemWords(problem);
    }
  }

  async #create(form) {
    const values = new FormData(form);
    const made = await http.post('api/account/tokens', {
      name: values.get('name'),
      scopes: values.getAll('scope'),
      expires_in_seconds: Number(values.get('end')) || null,
      password: values.get('password') || null,
    });
    this.made = made.token;
    this.copied = false;
    form.reset();
    await this.#read();
  }

  async #revoke(token) {
    const agreed = await confirm({ title: `Revoke ${token.name}?`, detail: 'The program that uses it is cut off at once.', action: 'Revoke' });
    if (agreed) {
      this.failed = null;
      await http.delete(`api/account/tokens/${token.id}`).catch((problem) => (this.failed = problemWords(problem)));
      await this.#read();
    }
  }

  async #copy() {
    await navigator.clipboard.writeText(this.made);
    this.copied = true;
  }
}

customElements.define('parley-tokens', ParleyTokens);
