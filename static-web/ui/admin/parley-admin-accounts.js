import { html, nothing } from 'lit';
import { address } from '../../net/address.js';
import { http } from '../../net/http.js';
import { avatar } from '../avatar.js';
import { confirm } from '../confirm.js';
import { icon } from '../icons.js';
import { dayWithin } from '../times.js';
import { Listing, query } from './listing.js';

const path = (username, rest = '') => `api/admin/accounts/${encodeURIComponent(username)}${rest}`;

/** All accounts: find, make, disable, promote, sign out, help with a forgotten password. */
class ParleyAdminAccounts extends Listing {
  static properties = { link: { state: true } };

  empty = 'No account has this in its name.';

  path = (text, after) => `api/admin/accounts${query({ query: text, after })}`;
  rows = ({ accounts }) => accounts;

  render() {
    return html`
      <div class="admin-tools">${this.search('Find accounts')}</div>
      <details class="admin-new">
        <summary>${icon('plus')}New account</summary>
        <form class="form" novalidate @submit=${this.#create}>
          <div class="pair">
            <div class="field"><label for="new-username">Username</label><input id="new-username" name="username" autocomplete="off" autocapitalize="none" spellcheck="false" required /></div>
            <div class="field"><label for="new-password">Password</label><input id="new-password" name="password" type="password" autocomplete="new-password" required /></div>
          </div>
          <button class="button">Create account</button>
        </form>
      </details>
      ${this.link
        ? html`
            <div class="form-done made" role="status">
              <p>Hand this link to <b dir="auto">${this.link.username}</b>. It works once, for a day.</p>
              <div class="made-line"><input class="input" readonly aria-label="Reset link" .value=${this.link.url} @focus=${({ target }) => target.select()} /></div>
            </div>
          `
        : nothing}
      ${this.list()}
    `;
  }

  row(account) {
    const { username, display_name, kind, admin, disabled_at, created_at, last_seen_at, sessions } = account;
    const change = (difference) => () => this.act(() => http.patch(path(username), difference));
    return html`
      <li class=${disabled_at ? 'line-off' : ''}>
        ${avatar(username)}
        <span class="lines-words">
          <b dir="auto">${display_name}</b>
          <span class="muted small"
            >@${username}${admin ? ' · administrator' : ''}${kind === 'guest' ? ' · guest' : ''}${disabled_at ? ' · disabled' : ''} · since ${dayWithin(created_at)} ·
            ${last_seen_at ? `last seen ${dayWithin(last_seen_at)}` : 'not signed in'} · ${sessions} ${sessions === 1 ? 'session' : 'sessions'}</span
          >
        </span>
        <span class="actions" role="group" aria-label="What to do with ${username}">
          ${disabled_at
            ? html`<button type="button" class="button button-quiet" @click=${change({ disabled: false })}>Enable</button>`
            : html`<button type="button" class="button button-quiet button-warning" @click=${() => this.#disable(account)}>Disable</button>`}
          ${kind === 'guest'
            ? nothing
            : html`
                <button type="button" class="button button-quiet" @click=${() => this.#appoint(account, !admin)}>${admin ? 'Remove administrator role' : 'Make administrator'}</button>
                <button type="button" class="button button-quiet" @click=${() => this.#reset(username)}>Reset link</button>
              `}
          ${sessions > 0 ? html`<button type="button" class="button button-quiet" @click=${() => this.#signOut(username)}>Log out everywhere</button>` : nothing}
        </span>
      </li>
    `;
  }

  async #disable({ username }) {
    const agreed = await confirm({ title: `Disable ${username}?`, detail: 'They are logged out everywhere and cannot log in until you enable the account. Their messages stay.', action: 'Disable' });
    agreed && this.act(() => http.patch(path(username), { disabled: true }));
  }

  async #appoint({ username }, admin) {
    const agreed = await confirm(
      admin
        ? { title: `Make ${username} an administrator?`, detail: 'Administrators manage all accounts, rooms and settings of this server.', action: 'Make administrator' }
        : { title: `Remove the administrator role of ${username}?`, detail: 'They are logged out everywhere and stay a member.', action: 'Remove role' },
    );
    agreed && this.act(() => http.patch(path(username), { admin }));
  }

  async #signOut(username) {
    const agreed = await confirm({ title: `Log ${username} out everywhere?`, detail: 'All their browsers have to log in again. API tokens keep working.', action: 'Log out' });
    agreed && this.act(() => http.delete(path(username, '/sessions')), `${username} is logged out everywhere.`);
  }

  async #reset(username) {
    const agreed = await confirm({ title: `Create a password reset link for ${username}?`, detail: 'Whoever has the link can set a new password, once, within a day. An earlier link stops working.', action: 'Create link' });
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
    }, `Account ${values.username} created.`);
  }
}

customElements.define('parley-admin-accounts', ParleyAdminAccounts);
