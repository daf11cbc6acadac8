import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { confirm } from '../kit/confirm.js';
import { copyText } from '../kit/copy.js';
import { FormElement } from '../kit/form.js';
import { icon } from '../kit/icons.js';
import { dayWithin } from '../kit/times.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

const DAY = 86_400;
const SCOPES = {
  read: t('account.tokens.read'),
  write: t('account.tokens.write'),
  manage: t('account.tokens.manageRooms'),
  'files:read': t('account.tokens.readFilesOnly'),
  'files:write': t('account.tokens.uploadFilesOnly'),
};
const DEFAULT_SCOPES = ['read', 'write'];

/** The API tokens of this account. */
class ParleyTokens extends FormElement {
  static properties = { tokens: { state: true }, made: { state: true }, copied: { state: true }, failed: { state: true } };

  firstUpdated() {
    this.#read();
  }

  render() {
    return html`
      <section class="card" aria-labelledby="tokens-heading">
        <h2 id="tokens-heading">${t('account.tokens.apiTokens')}</h2>
        <p class="muted">${t('account.tokens.aBotUsesThe')}</p>
        <form class="form" novalidate @submit=${(event) => this.submit(event, () => this.#create(event.target))}>
          ${this.field('name', t('account.tokens.name'), { maxlength: 64 })}
          <fieldset class="choice">
            <legend>${t('account.tokens.permissions')}</legend>
            ${Object.entries(SCOPES).map(([value, label]) => html`<label><input type="checkbox" name="scope" value=${value} ?checked=${DEFAULT_SCOPES.includes(value)} />${label}</label>`)}
          </fieldset>
          <div class="field">
            <label for="token-end">${t('account.tokens.expires')}</label>
            <select id="token-end" class="input" name="end">
              <option value="">${t('account.tokens.never')}</option>
              <option value=${30 * DAY}>${t('account.tokens.30Days')}</option>
              <option value=${365 * DAY} selected>${t('account.tokens.1Year')}</option>
            </select>
          </div>
          ${this.field('password', t('account.tokens.yourPassword'), {
            type: 'password',
            autocomplete: 'current-password',
            hint: t('account.tokens.canStayEmptyWithin'),
          })}
          ${this.fault()}
          <button class="button" ?disabled=${this.busy}>${t('account.tokens.createToken')}</button>
        </form>
        <div role="status">
          ${this.failed ? html`<p class="form-error">${this.failed}</p>` : nothing}
          ${this.made
            ? html`
                <div class="form-done made">
                  <p>${t('account.tokens.copyItNowYou')}</p>
                  <div class="made-line">
                    <input class="input" readonly aria-label=${t('account.tokens.token')} .value=${this.made} @focus=${({ target }) => target.select()} />
                    <button type="button" class="button" @click=${this.#copy}>${icon('copy')}${this.copied ? t('account.tokens.copied') : t('account.tokens.copy')}</button>
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
    const expiry = token.expires_at ? ` · ${t('account.tokens.expiresOn', { day: dayWithin(token.expires_at) })}` : '';
    return html`
      <li>
        <span class="lines-text">
          <b dir="auto">${token.name}</b>
          <span class="muted small">${token.scopes.map((scope) => SCOPES[scope]).join(', ')} · ${token.last_used_at ? t('account.tokens.lastUsed', { day: dayWithin(token.last_used_at) }) : t('account.tokens.neverUsed')}${expiry}</span>
        </span>
        <button type="button" class="button button-quiet" aria-label=${t('account.tokens.revoke', { name: token.name })} @click=${() => this.#revoke(token)}>${t('account.tokens.revoke2')}</button>
      </li>
    `;
  }

  async #read() {
    try {
      this.tokens = (await http.get('api/account/tokens')).tokens;
    } catch (problem) {
      this.failed = problemText(problem);
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
    const agreed = await confirm({ title: t('account.tokens.revokeQuestion', { name: token.name }), detail: t('account.tokens.programsThatUseIt'), action: t('account.tokens.revoke2') });
    if (agreed) {
      this.failed = null;
      await http.delete(`api/account/tokens/${token.id}`).catch((problem) => (this.failed = problemText(problem)));
      await this.#read();
    }
  }

  async #copy() {
    this.copied = await copyText(this.made, t('account.tokens.tokenCopied'));
  }
}

customElements.define('parley-tokens', ParleyTokens);
