import { address } from '../../net/address.js';

let shown = null;

/** Shows unread messages and mentions as different dots on the tab's icon, and mentions as a number on an installed app. */
export function showUnread(unread, mentions) {
  const state = mentions > 0 ? 'called' : unread > 0 ? 'unread' : 'plain';
  if (state !== shown) {
    const link = document.querySelector('link[rel="icon"]');
    link?.setAttribute('href', link.dataset[state]);
    shown = state;
  }
  // Not all browsers support badges.
  (mentions > 0 ? navigator.setAppBadge?.(mentions) : navigator.clearAppBadge?.())?.catch(() => {});
}

/** The icon of notifications. */
export const notificationIcon = () => address(document.querySelector('link[rel="icon"]').dataset.plain);
