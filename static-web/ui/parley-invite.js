import { html, nothing } from 'lit';
import { address } from '../net/address.js';
import { http } from '../net/http.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { roomPath } from './paths.js';
import { session } from './session.js';
import { problemWords } from './words.js';

/** Where an invite's link leads: what it is for, and the way in. */
class ParleyInvite extends PageElement {
  static properties = { invite: { state: true }, account: { state: true }, fault: { state: true }, busy: { state: true } };

  #token = decodeURIComponent(location.pathname.split('/').at(-1));

  connectedCallback() {
    super.connectedCallback();
    this.#look();
  }

  render() {
    if (this.fault && !this.invite) {
      return html`
        <span class="beginning-sign" aria-hidden="true">${icon('link')}</span>
        <h1>This invite does not work</h1>
        <p class="muted">${this.fault}</p>
        <p><a class="button" href="./">Go home</a></p>
      `;
    }
    if (!this.invite) {
      return html`<p class="muted" role="status">Looking at the invite…</p>`;
    }
    const { room, by } = this.invite;
    return html`
      <span class="beginning-sign" aria-hidden="true">${icon(room?.kind === 'private' ? 'lock' : room ? 'hash' : 'chat')}</span>
      <p class="muted"><b dir="auto">${by}</b> invites you to ${room ? 'the room' : nothing}</p>
      <h1 dir="auto">${room?.title ?? 'Parley'}</h1>
      ${room?.topic ? html`<p class="muted" dir="auto">${room.topic}</p>` : nothing}
      ${room ? html`<p class="muted small">${room.members === 1 ? 'One member' : `${room.members} members`}</p>` : nothing}
      <p class="muted">Parley is a chat server that ${room ? 'the people of this room' : 'they'} run themselves. You can take part from any browser.</p>
      ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing} ${this.account ? this.#join() : this.#enter()}
    `;
  }

  #join() {
    return html`<p><button type="button" class="button button-big" ?disabled=${this.busy} @click=${this.#accept}>${this.invite.room ? 'Join the room' : 'Go to the chat'}</button></p>`;
  }

  /** Whoever has no session yet comes back here with one. */
  #enter() {
    const next = `?next=${encodeURIComponent(location.pathname)}&invite=${encodeURIComponent(this.#token)}`;
    return html`
      <p class="home-actions"><a class="button button-big" href="signup${next}">Sign up</a> <a class="button button-quiet button-big" href="login${next}">Log in</a></p>
    `;
  }

  async #look() {
    try {
      const [invite, { account }] = await Promise.all([http.get(`api/invites/${encodeURIComponent(this.#token)}`), session]);
      this.account = account;
      this.invite = invite;
    } catch (problem) {
      this.fault = problem.code === 'invite_invalid' ? 'It has expired, was revoked, or has been used up. Ask for a new one.' : problemWords(problem);
    }
  }

  async #accept() {
    this.busy = true;
    this.fault = null;
    try {
      const room = await http.post(`api/invites/${encodeURIComponent(this.#token)}`, {});
      location.assign(address(this.invite.room ? roomPath(room.name) : 'chat'));
    } catch (problem) {
      this.fault = problemWords(problem);
      this.busy = false;
    }
  }
}

customElements.define('parley-invite', ParleyInvite);
