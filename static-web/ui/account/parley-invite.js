import { html, nothing } from 'lit';
import { address } from '../../net/address.js';
import { http } from '../../net/http.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { roomPath } from '../kit/paths.js';
import { session } from './session.js';
import { problemText } from '../kit/problem-text.js';
import { rich, t } from '../../texts/texts.js';

/** The page of an invite link: what it invites to, and how to accept it. */
class ParleyInvite extends PageElement {
  static properties = { invite: { state: true }, account: { state: true }, invalid: { state: true }, fault: { state: true }, busy: { state: true } };

  #token = decodeURIComponent(location.pathname.split('/').at(-1));

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    if (this.invalid) {
      return html`
        <span class="beginning-sign" aria-hidden="true">${icon('link')}</span>
        <h1>${t('account.invite.thisInviteIsntValid')}</h1>
        <p class="muted">${t('account.invite.itHasExpiredWas')}</p>
        <p><a class="button" href="./">${t('account.invite.goHome')}</a></p>
      `;
    }
    if (this.fault && !this.invite) {
      return html`
        <div class="form-error" role="alert">
          ${this.fault} <button type="button" class="button-link" @click=${this.#load}>${t('account.invite.tryAgain')}</button>
        </div>
      `;
    }
    if (!this.invite) {
      return html`<p class="muted" role="status">${t('account.invite.loadingTheInvite')}</p>`;
    }
    const { room, by } = this.invite;
    return html`
      <span class="beginning-sign" aria-hidden="true">${icon(room?.kind === 'private' ? 'lock' : room ? 'hash' : 'chat')}</span>
      <p class="muted">${rich(room ? 'account.invite.invitesToRoom' : 'account.invite.invitesTo', { by: html`<b dir="auto">${by}</b>` })}</p>
      <h1 dir="auto">${room?.title ?? 'Parley'}</h1>
      ${room?.topic ? html`<p class="muted" dir="auto">${room.topic}</p>` : nothing}
      ${room ? html`<p class="muted small">${t('account.invite.members', { count: room.members })}</p>` : nothing}
      <p class="muted">${t('account.invite.aboutParley')}</p>
      ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing} ${this.account ? this.#join() : this.#enter()}
    `;
  }

  #join() {
    return html`<p><button type="button" class="button button-big" ?disabled=${this.busy} @click=${this.#accept}>${this.invite.room ? t('account.invite.joinTheRoom') : t('account.invite.goToChat')}</button></p>`;
  }

  /** Links to sign-up and log-in, both of which lead back here. */
  #enter() {
    const next = `?next=${encodeURIComponent(location.pathname)}&invite=${encodeURIComponent(this.#token)}`;
    return html`
      <p class="home-actions"><a class="button button-big" href="signup${next}">${t('account.invite.signUp')}</a> <a class="button button-quiet button-big" href="login${next}">${t('account.invite.logIn')}</a></p>
    `;
  }

  async #load() {
    this.fault = null;
    try {
      const [invite, known] = await Promise.all([http.get(`api/invites/${encodeURIComponent(this.#token)}`), session]);
      const { account } = known.offline ? await http.get('api/session') : known;
      this.account = account;
      this.invite = invite;
    } catch (problem) {
      this.invalid = problem.code === 'invite_invalid';
      this.fault = problemText(problem);
    }
  }

  async #accept() {
    this.busy = true;
    this.fault = null;
    try {
      const room = await http.post(`api/invites/${encodeURIComponent(this.#token)}`, {});
      location.assign(address(this.invite.room ? roomPath(room.name) : 'chat'));
    } catch (problem) {
      this.fault = problemText(problem);
      this.busy = false;
    }
  }
}

customElements.define('parley-invite', ParleyInvite);
