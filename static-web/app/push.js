// Shows notifications while Parley is closed. A room has one notification, which the newest message replaces.

/** A worker cannot import the catalogue of texts in all browsers. */
const WORDS = {
  works: 'Notifications work',
  worksHere: 'You will be notified here while Parley is closed.',
  message: 'New message',
  mention: 'You were mentioned',
  direct: 'New direct message',
  file: 'Sent a file',
  inRoom: (name, room) => `${name} in ${room}`,
};

const DATABASE = 'parley';
const MAX_MESSAGES = 60;
/** A push must show something soon, even if the server does not answer; in milliseconds. */
const ANSWER_TIMEOUT = 4_000;

self.addEventListener('push', (event) => event.waitUntil(receive(event.data?.json() ?? { kind: 'test' })));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openChat(event.notification.data));
});
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew()));

async function receive(message) {
  if (message.kind === 'test') {
    await show(WORDS.works, { body: WORDS.worksHere, tag: 'parley/test' });
    return;
  }
  const [room, kept] = await Promise.all([ask(`api/rooms/${message.room}`), keptRoom(message.room)]);
  const isRead = message.kind === 'read' || (room?.read_seq ?? 0) >= message.seq;
  await (isRead && !isLateMention(message, room) ? withdraw(message) : notify(message, room, kept));
  await Promise.all([showBadge(), room && kept && fill(room, kept)]).catch(() => {});
}

/** An edit can add a mention to a message that is read. */
const isLateMention = ({ kind }, room) => kind === 'mention' && room?.mentions > 0;

async function withdraw({ room, seq }) {
  const shown = await self.registration.getNotifications({ tag: tagOf(room) });
  shown.filter(({ data }) => data.seq <= seq).forEach((notification) => notification.close());
}

async function notify(message, room, kept) {
  const info = room ?? kept?.info;
  const [shown] = await self.registration.getNotifications({ tag: tagOf(message.room) });
  const handle = info && handleOf(info, await ownName(info, kept));
  if (shown?.data.seq > message.seq || (await isLookedAt(handle))) {
    return;
  }
  const known = message.silent || shown?.data.seq === message.seq;
  await show(titleOf(message, info), {
    body: bodyOf(message),
    tag: tagOf(message.room),
    data: { room: message.room, seq: message.seq, handle },
    renotify: !known,
    silent: Boolean(known),
  });
}

function show(title, options) {
  const { icon } = self.SHELL;
  return self.registration.showNotification(title, { ...options, ...(icon && { icon: address(icon), badge: address(icon) }) });
}

const tagOf = (room) => `parley/${room}`;

function titleOf({ kind, name }, info) {
  const label = info?.people ? null : info?.title || info?.name;
  if (!name) {
    return label ?? 'Parley';
  }
  return kind === 'direct' || !label ? name : WORDS.inRoom(name, label);
}

const bodyOf = ({ kind, text, files }) => text ?? (files ? WORDS.file : WORDS[kind]);

/** The name of a room in addresses; a direct conversation is addressed by its other members. */
const handleOf = ({ name, people }, me) => (people ? me && `@${people.filter((one) => one !== me).join(',')}` : name);

async function ownName({ people }, kept) {
  return people && (kept?.account ?? (await ask('api/session'))?.account?.username);
}

/** Whether the person is looking at the room at this moment. */
async function isLookedAt(handle) {
  const pages = await self.clients.matchAll({ type: 'window' });
  return Boolean(handle) && pages.some(({ focused, url }) => focused && isWithin(new URL(url).pathname, pathOf(handle)));
}

const isWithin = (path, room) => decodeURIComponent(path) === room || decodeURIComponent(path).startsWith(`${room}/`);

const pathOf = (handle) => decodeURIComponent(new URL(address(page)).pathname) + `/${handle}`;

/** Opens the message, in a page of the chat if there is one. */
async function openChat({ handle, seq } = {}) {
  const target = handle ? `${address(page)}/${encodeURIComponent(handle).replaceAll('%40', '@').replaceAll('%2C', ',')}/${seq}` : address(page);
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const chat = pages.find(({ url }) => isOfChat(new URL(url)));
  if (!chat) {
    await self.clients.openWindow(target);
    return;
  }
  await chat.focus();
  chat.postMessage({ type: 'open', address: target });
}

/** The browser has replaced its subscription, so the server needs the new one, with the same settings. */
async function renew() {
  const own = await ask('api/push');
  const current = own?.subscriptions.find((one) => one.current);
  if (!current || !own.public_key) {
    return;
  }
  const subscription = await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: own.public_key });
  const { endpoint, keys } = subscription.toJSON();
  const { text, quiet } = current;
  await change(`api/push/${current.id}`, { endpoint, keys, text, quiet });
}

async function change(path, body) {
  await fetch(address('api/session'), { credentials: 'same-origin' });
  const cookie = await self.cookieStore?.get(location.protocol === 'https:' ? '__Host-XSRF-TOKEN' : 'XSRF-TOKEN');
  const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': cookie?.value ?? '' };
  await fetch(address(path), { method: 'PUT', headers, body: JSON.stringify(body), credentials: 'same-origin' });
}

/** Returns the server's answer; null if there is none, or a refusal. */
async function ask(path) {
  try {
    const response = await fetch(address(path), { headers: { Accept: 'application/json' }, credentials: 'same-origin', signal: AbortSignal.timeout(ANSWER_TIMEOUT) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Shows the number of rooms with notifications on the icon of the installed app. */
async function showBadge() {
  const shown = await self.registration.getNotifications();
  const rooms = shown.filter(({ data }) => data?.room).length;
  await (rooms ? self.navigator.setAppBadge?.(rooms) : self.navigator.clearAppBadge?.());
}

/** Returns the snapshot of a room that the chat has stored; null for none. */
async function keptRoom(room) {
  try {
    const rows = await inTable('readonly', (table) => table.getAll());
    return rows.find(({ id }) => id === room) ?? null;
  } catch {
    return null;
  }
}

/** Adds what has changed in the room to its snapshot, so that the message is there when the chat opens without a network. */
async function fill(room, kept) {
  const { epoch, info, messages } = kept;
  const page = await ask(`api/rooms/${room.id}/changes?after=${info.revision}${epoch ? `&epoch=${epoch}` : ''}`);
  if (!page || page.reset) {
    return;
  }
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  page.changes.filter(({ message }) => message).forEach(({ message }) => bySeq.set(message.seq, message));
  // Older messages that have changed are not part of the snapshot, which has no gaps.
  const first = Math.min(...messages.map(({ seq }) => seq));
  const newest = [...bySeq.values()].filter(({ seq }) => messages.length === 0 || seq >= first).sort((a, b) => b.seq - a.seq).slice(0, MAX_MESSAGES);
  const state = { ...info, last_seq: room.last_seq, revision: page.revision, unread: room.unread, mentions: room.mentions };
  await inTable('readwrite', (table) => table.put({ ...kept, epoch: page.epoch, info: state, messages: newest }));
}

/** Runs a request on the table of snapshots. Never creates the database, which belongs to the chat. */
function inTable(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('rooms', mode);
      const request = work(transaction.objectStore('rooms'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.addEventListener('complete', () => database.close());
    };
  });
}
