/** Preferences stored in this browser. If storage is unavailable, the defaults apply. */
const read = (key) => {
  try {
    return localStorage.getItem(`parley.${key}`);
  } catch {
    return null;
  }
};

const store = (key, value) => {
  try {
    value === null ? localStorage.removeItem(`parley.${key}`) : localStorage.setItem(`parley.${key}`, value);
  } catch {
    // Private modes store nothing.
  }
};

/** Whether desktop notifications are switched on and permitted. */
export const wantsNotifications = () => read('desktop') === 'on' && globalThis.Notification?.permission === 'granted';

/** Requests permission for notifications; resolves with whether they are enabled. */
export async function setNotifications(on) {
  const allowed = on && globalThis.Notification && (await Notification.requestPermission()) === 'granted';
  store('desktop', allowed ? 'on' : null);
  return Boolean(allowed);
}

export const wantsSound = () => read('sound') === 'on';

export const setSound = (on) => store('sound', on ? 'on' : null);

/** Whether the composer shows the bar for formatting. */
export const wantsFormatting = () => read('formatting') === 'on';

export const setFormatting = (on) => store('formatting', on ? 'on' : null);

/** Whether conversations show who joined or left, and new names and topics of the room. */
export const wantsNotices = () => read('notices') !== 'off';

export const setNotices = (on) => store('notices', on ? null : 'off');

const UNREAD_FIRST = 'unread-first';

/** Whether the list shows rooms with something unread first. */
export const wantsUnreadFirst = () => read(UNREAD_FIRST) === 'on';

export const setUnreadFirst = (on) => store(UNREAD_FIRST, on ? 'on' : null);

/** Calls the listener when another tab changes that. */
export const watchUnreadFirst = (heard) => addEventListener('storage', ({ key }) => key === `parley.${UNREAD_FIRST}` && heard(wantsUnreadFirst()));

/** `system`, `light` or `dark`. */
export const theme = () => document.documentElement.dataset.theme ?? 'system';

export function setTheme(name) {
  store('theme', name === 'system' ? null : name);
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
}
