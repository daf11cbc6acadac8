import { html, nothing } from 'lit';
import { roomApi } from '../net/room-api.js';
import { avatar } from './avatar.js';
import { PageElement } from './element.js';
import { dayOf } from './times.js';
import { problemWords } from './words.js';

/** Who is kept out of a room. */
class ParleyRoomBans extends PageElement {
  static properties = { room: {}, bans: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#do(() => Promise.resolve());
  }

  render() {
    return html`
      <form class="form" @submit=${this.#ban}>
        <div class="field">
          <label for="ban-name">Username</label>
          <input id="ban-name" name="username" autocomplete="off" autocapitalize="none" spellcheck="false" required />
        </div>
        <div class="field">
          <label for="ban-reason">Reason</label>
          <input id="ban-reason" name="reason" autocomplete="off" maxlength="500" dir="auto" />
          <p class="hint">Only moderators see it.</p>
        </div>
        <button class="button button-danger">Ban</button>
      </form>
      <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
      ${this.bans?.length
        ? html`
            <ul class="lines">
              ${this.bans.map((ban) => html`
                <li>
                  ${avatar(ban.username, 'small')}
                  <span class="lines-words"><b dir="auto">${ban.username}</b><span class="muted small" dir="auto">${ban.by ? `By ${ban.by}, ` : ''}${dayOf(ban.at)}${ban.reason ? `: ${ban.reason}` : ''}</span></span>
                  <button type="button" class="button button-quiet" @click=${() => this.#do(() => roomApi.liftBan(this.room.id, ban.username))}>Lift</button>
                </li>
              `)}
            </ul>
          `
        : html`<p class="muted">${this.bans ? 'Nobody is banned.' : ''}</p>`}
    `;
  }

  #ban(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#do(async () => {
      await roomApi.ban(this.room.id, form.get('username').trim(), form.get('reason') || null);
      event.target.reset();
    });
  }

  async #do(doing) {
    this.fault = null;
    try {
      await doing();
      this.bans = (await roomApi.bans(this.room.id)).bans;
    } catch (problem) {
      this.fault = problemWords(problem);
    }
  }
}

customElements.define('parley-room-bans', ParleyRoomBans);
