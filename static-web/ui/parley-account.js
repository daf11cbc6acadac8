import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { tell } from './confirm.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { logOut, session } from './session.js';

/** The end of the bar: who is signed in, and the ways from here. On a phone it holds the bar's links as well. */
class ParleyAccount extends PageElement {
  static properties = { account: { state: true }, known: { state: true }, open: { state: true } };

  constructor() {
    super();
    this.open = false;
    session.then(({ account }) => Object.assign(this, { account, known: true }));
  }

  render() {
    if (!this.known) {
      return nothing;
    }
    return html`${this.account ? nothing : this.#links()} ${this.#button()} ${this.#menu()}`;
  }

  #links() {
    return html`
      <a class="button button-plain wide-only" href="login">Log in</a>
      <a class="button wide-only" href="signup">Sign up</a>
    `;
  }

  #button() {
    const name = this.account?.username;
    const shown = this.account?.display_name ?? name;
    return html`
      <button
        type="button"
        class="account-button ${name ? '' : 'narrow-only'}"
        popovertarget="account-menu"
        aria-expanded=${this.open}
      >
        ${name
          ? html`${avatar(name, 'small')}<span class="heard-only">Account of </span><span class="name" dir="auto">${shown}</span>`
          : html`${icon('menu')}<span class="heard-only">Menu</span>`}
      </button>
    `;
  }

  #menu() {
    return html`
      <nav id="account-menu" class="menu" popover aria-label="Account" @toggle=${this.#toggled}>
        ${this.account ? html`<p class="menu-who">Signed in as <b dir="auto">${this.account.display_name ?? this.account.username}</b> <span class="muted">@${this.account.username}</span></p>` : nothing}
        <a class="narrow-only" href="./">${icon('home')}Home</a>
        <a class="narrow-only" href="chat">${icon('chat')}Chat</a>
        ${this.account ? this.#own() : this.#strangers()}
      </nav>
    `;
  }

  #own() {
    return html`
      <a href="settings">${icon('settings')}Settings</a>
      ${this.account.admin ? html`<a href="admin">${icon('key')}Administration</a>` : nothing}
      <button type="button" @click=${this.#logOut}>${icon('leave')}Log out</button>
    `;
  }

  #strangers() {
    return html`
      <a href="login">${icon('people')}Log in</a>
      <a href="signup">${icon('plus')}Sign up</a>
    `;
  }

  #toggled({ newState }) {
    this.open = newState === 'open';
  }

  #logOut() {
    logOut().catch((problem) => tell('You are still logged in', problem.message));
  }
}

customElements.define('parley-account', ParleyAccount);
