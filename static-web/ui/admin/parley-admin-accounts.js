import { html, nothing } from 'lit';
import { avatars } from '../../model/avatars.js';
import { address } from '../../net/address.js';
import { http } from '../../net/http.js';
import { avatar } from '../kit/avatar.js';
import { confirm } from '../kit/confirm.js';
import { icon } from '../kit/icons.js';
import { dayWithin } from '../kit/times.js';
import { Listing, query } from './listing.js';
import { rich, t } from '../../texts/texts.js';

const path = (username, rest = '') => `api/admin/accounts/${encodeURIComponent(username)}${rest}`;

/** Administration of accounts: finds, creates, disables, promotes and logs out accounts, and resets forgotten passwords. */
class ParleyAdminAccounts extends Listing {
  static properties = { link: { state: true } };

  empty = t('admin.accounts.noAccountsFound');

  path = (text, after) => `api/admin/accounts${query({ query: text, after })}`;
  rows = ({ accounts }) => {
    accounts.forEach((account) => avatars.learn(account));
    return accounts;
  };

  render() {
    return html`
      <div class="admin-tools">${this.search(t('admin.accounts.searchAccounts'))}</div>
      <details class="admin-new">
        <summary>${icon('plus')}${t('admin.accounts.newAccount')}</summary>
        <form class="form" novalidate @submit=${this.#create}>
          <div class="pair">
            <div class="field"><label for="new-username">${t('admin.accounts.username')}</label><input id="new-username" name="username" autocomplete="off" autocapitalize="none" spellcheck="false" required /></div>
            <div class="field"><label for="new-password">${t('admin.accounts.password')}</label><input id="new-password" name="password" type="password" autocomplete="new-password" required /></div>
          </div>
          <button class="button" ?disabled=${this.busy}>${t('admin.accounts.createAccount')}</button>
        </form>
      </details>
      ${this.link
        ? html`
            <div class="form-done made" role="status">
              <p>${rich('admin.accounts.giveThisLinkTo', { username: html`<b dir="auto">${this.link.username}</b>` })}</p>
              <div class="made-line"><input class="input" readonly aria-label=${t('admin.accounts.resetLink')} .value=${this.link.url} @focus=${({ target }) => target.select()} /></div>
            </div>
          `
        : nothing}
      ${this.list()}
    `;
  }

  row(account) {
    const { username, display_name, avatar: picture, kind, admin, disabled_at, sessions } = account;
    const change = (difference) => () => this.act(() => http.patch(path(username), difference));
    return html`
      <li class=${disabled_at ? 'line-off' : ''}>
        ${avatar(username)}
        <span class="lines-text">
          <b dir="auto">${display_name}</b>
          <span class="muted small"
            >@${username}${facts(account).map((fact) => ` · ${fact}`)}</span
          >
        </span>
        <span class="actions" role="group" aria-label=${t('admin.accounts.whatToDoWith', { username })}>
          ${disabled_at
            ? html`<button type="button" class="button button-quiet" @click=${change({ disabled: false })}>${t('admin.accounts.enable')}</button>`
            : html`<button type="button" class="button button-quiet button-warning" @click=${() => this.#disable(account)}>${t('admin.accounts.disable')}</button>`}
          ${kind === 'guest'
            ? nothing
            : html`
                <button type="button" class="button button-quiet" @click=${() => this.#setAdmin(account, !admin)}>${admin ? t('admin.accounts.removeAdministratorRole') : t('admin.accounts.makeAdministrator')}</button>
                <button type="button" class="button button-quiet" @click=${() => this.#reset(username)}>${t('admin.accounts.resetLink')}</button>
              `}
          ${picture ? html`<button type="button" class="button button-quiet" @click=${() => this.#removePicture(username)}>${t('admin.accounts.removePicture')}</button>` : nothing}
          ${sessions > 0 ? html`<button type="button" class="button button-quiet" @click=${() => this.#signOut(username)}>${t('admin.accounts.logOutEverywhere')}</button>` : nothing}
        </span>
      </li>
    `;
  }

  async #disable({ username }) {
    const agreed = await confirm({ title: t('admin.accounts.disableQuestion', { username }), detail: t('admin.accounts.theyWillBeLogged'), action: t('admin.accounts.disable') });
    agreed && this.act(() => http.patch(path(username), { disabled: true }));
  }

  async #setAdmin({ username }, admin) {
    const agreed = await confirm(
      admin
        ? { title: t('admin.accounts.makeAnAdministrator', { username }), detail: t('admin.accounts.administratorsManageAllAccounts'), action: t('admin.accounts.makeAdministrator') }
        : { title: t('admin.accounts.removeTheAdministratorRole', { username }), detail: t('admin.accounts.theyWillBeLogged2'), action: t('admin.accounts.removeRole') },
    );
    agreed && this.act(() => http.patch(path(username), { admin }));
  }

  async #signOut(username) {
    const agreed = await confirm({ title: t('admin.accounts.logOutEverywhere2', { username }), detail: t('admin.accounts.theyWillHaveTo'), action: t('admin.accounts.logOut') });
    agreed && this.act(() => http.delete(path(username, '/sessions')), t('admin.accounts.loggedOutEverywhere', { username }));
  }

  async #removePicture(username) {
    const agreed = await confirm({ title: t('admin.accounts.removeThePictureOf', { username }), action: t('admin.accounts.removePicture') });
    agreed && this.act(() => http.delete(path(username, '/avatar')));
  }

  async #reset(username) {
    const agreed = await confirm({ title: t('admin.accounts.createAPasswordReset', { username }), detail: t('admin.accounts.anyoneWithTheLink'), action: t('admin.accounts.createLink') });
    agreed && this.act(async () => {
      const { url } = await http.post(path(username, '/reset-link'), {});
      this.link = { username, url: address(url) };
    });
  }

  #create(event) {
    event.preventDefault();
    const form = event.target;
    const values = Object.fromEntries(new FormData(form));
    this.act(async () => {
      await http.post('api/admin/accounts', values);
      form.reset();
    }, t('admin.accounts.created', { username: values.username }));
  }
}

const facts = ({ kind, admin, disabled_at, created_at, last_seen_at, sessions }) =>
  [
    admin && t('admin.accounts.administrator'),
    kind === 'guest' && t('admin.accounts.guest'),
    disabled_at && t('admin.accounts.disabled'),
    t('admin.accounts.since', { day: dayWithin(created_at) }),
    last_seen_at ? t('admin.accounts.lastSeen', { day: dayWithin(last_seen_at) }) : t('admin.accounts.neverLoggedIn'),
    t('admin.accounts.sessions', { count: sessions }),
  ].filter(Boolean);

customElements.define('parley-admin-accounts', ParleyAdminAccounts);
