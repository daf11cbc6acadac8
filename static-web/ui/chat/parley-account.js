import { html, nothing } from 'lit';
import { avatar } from '../kit/avatar.js';
import { showError } from '../kit/confirm.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { status } from '../kit/parley-status.js';
import { problemText } from '../kit/problem-text.js';
import { editStatus } from '../account/edit-status.js';
import { logOut, session } from '../account/session.js';
import { personStates } from '../../model/person-states.js';
import { http } from '../../net/http.js';
import { rich, t } from '../../texts/texts.js';

/** The account menu at the end of the bar. On a phone it includes the bar's links. */
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
      <a class="button button-plain wide-only" href="login">${t('chat.account.logIn')}</a>
      <a class="button wide-only" href="signup">${t('chat.account.signUp')}</a>
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
          ? html`${avatar(name, 'small')}<span class="visually-hidden">${t('chat.account.accountOf')} </span><span class="name" dir="auto">${shown}</span>${status(name)}`
          : html`${icon('menu')}<span class="visually-hidden">${t('chat.account.menu')}</span>`}
      </button>
    `;
  }

  #menu() {
    return html`
      <nav id="account-menu" class="menu" popover aria-label=${t('chat.account.account')} @toggle=${this.#toggled}>
        ${this.account ? html`<p class="menu-who">${rich('chat.account.loggedInAs', { name: html`<b dir="auto">${this.account.display_name ?? this.account.username}</b>` })} <span class="muted">@${this.account.username}</span><span class="menu-status">${status(this.account.username, 'full')}</span></p>` : nothing}
        <a class="narrow-only" href="./">${icon('home')}${t('chat.account.home')}</a>
        <a class="narrow-only" href="chat">${icon('chat')}${t('chat.account.chat')}</a>
        ${this.account ? this.#accountMenu() : this.#logInLinks()}
      </nav>
    `;
  }

  #accountMenu() {
    return html`
      <button type="button" popovertarget="account-menu" popovertargetaction="hide" @click=${this.#editStatus}>${icon('smile')}${t('chat.account.setAStatus')}</button>
      <a href="settings">${icon('settings')}${t('chat.account.settings')}</a>
      ${this.account.admin ? html`<a href="admin">${icon('key')}${t('chat.account.administration')}</a>` : nothing}
      <button type="button" @click=${this.#logOut}>${icon('leave')}${t('chat.account.logOut')}</button>
    `;
  }

  #logInLinks() {
    return html`
      <a href="login">${icon('people')}${t('chat.account.logIn')}</a>
      <a href="signup">${icon('plus')}${t('chat.account.signUp')}</a>
    `;
  }

  #toggled({ newState }) {
    this.open = newState === 'open';
    // Only the chat's own page follows the status.
    this.open && this.account && http.get('api/account/status').then((own) => personStates.learnOwn(this.account.username, own), () => {});
  }

  #editStatus() {
    editStatus(this.account.username).catch((problem) => showError(t('chat.account.statusNotRead'), problemText(problem)));
  }

  #logOut() {
    logOut().catch((problem) => showError(t('chat.account.youAreStillLogged'), problem.message));
  }
}

customElements.define('parley-account', ParleyAccount);
