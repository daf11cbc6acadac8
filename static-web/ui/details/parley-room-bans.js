import { html, nothing } from 'lit';
import { roomApi } from '../../net/room-api.js';
import { avatar } from '../kit/avatar.js';
import { PageElement } from '../kit/element.js';
import { dayOf } from '../kit/times.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** The accounts that are banned from a room. */
class ParleyRoomBans extends PageElement {
  static properties = { room: {}, bans: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#run(() => Promise.resolve());
  }

  render() {
    return html`
      <form class="form" @submit=${this.#ban}>
        <div class="field">
          <label for="ban-name">${t('details.room-bans.username')}</label>
          <input id="ban-name" name="username" autocomplete="off" autocapitalize="none" spellcheck="false" required />
        </div>
        <div class="field">
          <label for="ban-reason">${t('details.room-bans.reason')}</label>
          <input id="ban-reason" name="reason" autocomplete="off" maxlength="500" dir="auto" />
          <p class="hint">${t('details.room-bans.onlyModeratorsCanSee')}</p>
        </div>
        <button class="button button-danger">${t('details.room-bans.ban')}</button>
      </form>
      <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
      ${this.bans?.length
        ? html`
            <ul class="lines">
              ${this.bans.map((ban) => html`
                <li>
                  ${avatar(ban.username, 'small')}
                  <span class="lines-text"><b dir="auto">${ban.username}</b><span class="muted small" dir="auto">${facts(ban)}</span></span>
                  <button type="button" class="button button-quiet" @click=${() => this.#run(() => roomApi.liftBan(this.room.id, ban.username))}>${t('details.room-bans.unban')}</button>
                </li>
              `)}
            </ul>
          `
        : html`<p class="muted">${this.bans ? t('details.room-bans.nobodyIsBanned') : ''}</p>`}
    `;
  }

  #ban(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#run(async () => {
      await roomApi.ban(this.room.id, form.get('username').trim(), form.get('reason') || null);
      event.target.reset();
    });
  }

  async #run(action) {
    this.fault = null;
    try {
      await action();
      this.bans = (await roomApi.bans(this.room.id)).bans;
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }
}

const facts = ({ by, at, reason }) => {
  const day = dayOf(at);
  const banned = by ? t('details.room-bans.bannedBy', { by, day }) : day;
  return reason ? t('details.room-bans.because', { banned, reason }) : banned;
};

customElements.define('parley-room-bans', ParleyRoomBans);
