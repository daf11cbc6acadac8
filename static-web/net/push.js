import { http } from './http.js';
import { address } from './address.js';

/** Subscriptions of this browser at its push service, and what the server knows of them. */

/** Why this browser cannot be notified while Parley is closed: `insecure`, `home-screen`, `unsupported`, `denied`; null if it can. */
export function pushObstacle() {
  if (!isSecureContext) {
    return 'insecure';
  }
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis)) {
    return isApple() && !isInstalled() ? 'home-screen' : 'unsupported';
  }
  return Notification.permission === 'denied' ? 'denied' : null;
}

const isApple = () => /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);

const isInstalled = () => navigator.standalone === true || matchMedia('(display-mode: standalone)').matches;

const keyOf = (username) => `parley.push/${username}`;

/** The settings with which the account has turned on push in this browser: `{id, text, quiet}`; null if it has not. */
export function ownPush(username) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(username)));
  } catch {
    return null;
  }
}

function remember(username, settings) {
  try {
    settings ? localStorage.setItem(keyOf(username), JSON.stringify(settings)) : localStorage.removeItem(keyOf(username));
  } catch {
    // Private modes store nothing; the subscription ends with the session.
  }
}

/** Whether messages are announced by push here, so that the page itself need not show notifications. */
export const isPushed = (username) => ownPush(username) !== null && globalThis.Notification?.permission === 'granted';

/** Asks for the permission, if necessary, and subscribes. Resolves with whether it is permitted. */
export async function turnOn(username, { text = true, quiet = null } = {}) {
  if ((await Notification.requestPermission()) !== 'granted') {
    return false;
  }
  await subscribe(username, { id: ownPush(username)?.id ?? newId(), text, quiet });
  return true;
}

export async function turnOff(username) {
  const settings = ownPush(username);
  remember(username, null);
  await (await currentSubscription())?.unsubscribe();
  settings && (await http.delete(`api/push/${settings.id}`).catch(ignoreMissing));
}

/** Subscribes again after the browser has replaced its subscription, or after a new log-in of the same account. */
export async function renewPush(username) {
  const settings = ownPush(username);
  if (!settings || Notification.permission !== 'granted') {
    return;
  }
  const { subscriptions } = await http.get('api/push');
  const subscription = await currentSubscription();
  const known = subscriptions.some(({ id, current }) => current && id === settings.id);
  (known && subscription?.endpoint === settings.endpoint) || (await subscribe(username, settings));
}

/** Ends what remains in the browser after the account has logged out: the server has ended its part. */
export async function endPush() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const shown = (await registration?.getNotifications()) ?? [];
  shown.forEach((notification) => notification.close());
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** Closes the notifications of rooms that have been read up to their messages. */
export async function closeNotifications(readSeqs) {
  const registration = await navigator.serviceWorker?.getRegistration();
  const shown = (await registration?.getNotifications()) ?? [];
  shown.filter(({ data }) => data && readSeqs.get(data.room) >= data.seq).forEach((notification) => notification.close());
}

async function subscribe(username, { id, text, quiet }) {
  const { public_key: applicationServerKey } = await http.get('api/push');
  const { pushManager } = await ready();
  const options = { userVisibleOnly: true, applicationServerKey };
  const subscription = await pushManager.subscribe(options).catch(async () => {
    // The browser is still subscribed with the key of another server at this address.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { endpoint, keys } = subscription.toJSON();
  await http.put(`api/push/${id}`, { endpoint, keys, text, quiet });
  remember(username, { id, text, quiet, endpoint });
}

async function ready() {
  await navigator.serviceWorker.register(address('service-worker.js'));
  return navigator.serviceWorker.ready;
}

async function currentSubscription() {
  return (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
}

const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const ignoreMissing = (problem) => {
  if (problem.status !== 404) {
    throw problem;
  }
};
