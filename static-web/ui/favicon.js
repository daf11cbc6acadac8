import { address } from '../net/address.js';

let shown = null;

/** A dot on the icon of the tab while something is unread, another one while somebody calls; a number on an installed app. */
export function showUnread(unread, mentions) {
  const state = mentions > 0 ? 'called' : unread > 0 ? 'unread' : 'plain';
  if (state !== shown) {
    const link = document.querySelector('link[rel="icon"]');
    link?.setAttribute('href', link.dataset[state]);
    shown = state;
  }
  // Browsers without a badge do not have the function.
  (mentions > 0 ? navigator.setAppBadge?.(mentions) : navigator.clearAppBadge?.())?.catch(() => {});
}

/** The picture that notifications carry. */
export const notificationIcon = () => address(document.querySelector('link[rel="icon"]').dataset.plain);
