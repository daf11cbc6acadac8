import { html } from 'lit';
import { PageElement } from '../kit/element.js';
import { notificationObstacle } from '../chat/notification-obstacle.js';
import { setNotices, setNotifications, setSound, setTheme, setUnreadFirst, theme, wantsNotices, wantsNotifications, wantsSound, wantsUnreadFirst } from './preferences.js';
import { playNotificationSound } from '../chat/notification-sound.js';
import { t } from '../../texts/texts.js';

const THEMES = { system: t('account.preferences.matchSystem'), light: t('account.preferences.light'), dark: t('account.preferences.dark') };

const REFUSED = t('account.preferences.notificationsAreBlockedFor');

/** Preferences that apply to this browser: theme, order of rooms, notifications and sound. */
class ParleyPreferences extends PageElement {
  static properties = { account: {}, refused: { state: true } };

  render() {
    const obstacle = notificationObstacle(this.account);
    return html`
      <section class="card" aria-labelledby="device-heading">
        <h2 id="device-heading">${t('account.preferences.thisBrowser')}</h2>
        <fieldset class="choices">
          <legend>${t('account.preferences.theme')}</legend>
          ${Object.entries(THEMES).map(
            ([name, label]) => html`
              <label class="check">
                <input type="radio" name="theme" .checked=${theme() === name} @change=${() => setTheme(name)} />${label}
              </label>
            `,
          )}
        </fieldset>
        <label class="check">
          <input type="checkbox" .checked=${wantsUnreadFirst()} @change=${({ target }) => setUnreadFirst(target.checked)} />${t('account.preferences.unreadRoomsFirst')}
        </label>
        <label class="check">
          <input type="checkbox" .checked=${wantsNotices()} @change=${({ target }) => setNotices(target.checked)} />${t('account.preferences.showNotices')}
        </label>
        <label class="check">
          <input
            type="checkbox"
            ?disabled=${Boolean(obstacle)}
            aria-describedby="notifications-status"
            .checked=${wantsNotifications()}
            @change=${(event) => this.#notify(event.target)}
          />${t('account.preferences.notifyMeAboutMentions')}
        </label>
        <p class=${obstacle ? 'hint' : 'field-error'} id="notifications-status" role="status">${obstacle ?? (this.refused ? REFUSED : '')}</p>
        <label class="check">
          <input type="checkbox" .checked=${wantsSound()} @change=${(event) => this.#sound(event.target.checked)} />${t('account.preferences.playASoundWith')}
        </label>
      </section>
    `;
  }

  async #notify(box) {
    const wanted = box.checked;
    box.checked = await setNotifications(wanted);
    this.refused = wanted && !box.checked;
  }

  #sound(on) {
    setSound(on);
    on && playNotificationSound();
  }
}

customElements.define('parley-preferences', ParleyPreferences);
