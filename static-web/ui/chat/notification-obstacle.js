import { html } from 'lit';
import { t } from '../../texts/texts.js';

/** The reason why this browser cannot show notifications, with advice; null if it can. */
export function notificationObstacle({ admin } = {}) {
  if (!isSecureContext) {
    return html`${t('chat.notification-obstacle.notificationsAreUnavailableBecause')} ${admin ? html`<a href="admin#doctor">${t('chat.notification-obstacle.seeHowToSet')}</a>.` : t('chat.notification-obstacle.askAnAdministratorTo')}`;
  }
  return 'Notification' in globalThis ? null : html`${t('chat.notification-obstacle.thisBrowserDoesntSupport')}`;
}
