import { http } from './http.js';

const room = (id, rest = '') => `api/rooms/${encodeURIComponent(id)}${rest}`;
const person = (id, part, username) => room(id, `/${part}/${encodeURIComponent(username)}`);

const message = (id, seq, part) => room(id, `/messages/${seq}/${part}`);

/** Requests that change rooms and their members; the socket reports the results. */
export const roomApi = {
  edit: (id, words) => http.patch(room(id), words),
  members: (id, after) => http.get(room(id, `/members${after ? `?after=${encodeURIComponent(after)}` : ''}`)),
  setRole: (id, username, role) => http.put(person(id, 'members', username), { role }),
  add: (id, username) => http.put(person(id, 'members', username), {}),
  remove: (id, username) => http.delete(person(id, 'members', username)),
  bans: (id) => http.get(room(id, '/bans')),
  ban: (id, username, reason) => http.put(person(id, 'bans', username), { reason }),
  liftBan: (id, username) => http.delete(person(id, 'bans', username)),
  files: (id, before) => http.get(room(id, `/files${before ? `?before=${before}` : ''}`)),
  pins: (id) => http.get(room(id, '/pins')),
  pin: (id, seq) => http.put(message(id, seq, 'pin'), {}),
  unpin: (id, seq) => http.delete(message(id, seq, 'pin')),
  save: (id, seq) => http.put(message(id, seq, 'saved'), {}),
  unsave: (id, seq) => http.delete(message(id, seq, 'saved')),
  removePreview: (id, seq, number) => http.delete(message(id, seq, `previews/${number}`)),
  versions: (id, seq) => http.get(message(id, seq, 'history')),
  commands: (id) => http.get(room(id, '/commands')),
  runCommand: (id, name, form) => http.post(room(id, `/commands/${name}/run`), form),
  people: (query) => http.get(`api/accounts?query=${encodeURIComponent(query)}`),
};

/** The account's own reminders. */
export const reminderApi = {
  list: () => http.get('api/reminders'),
  create: (form) => http.post('api/reminders', form),
  cancel: (id) => http.delete(`api/reminders/${id}`),
};

const invites = (path) => ({
  /** @param {number} [before] the previous page's `next` */
  list: (before) => http.get(before ? `${path}?before=${before}` : path),
  create: (terms) => http.post(path, terms),
  revoke: (id) => http.delete(`${path}/${id}`),
});

export const roomInvites = (id) => invites(room(id, '/invites'));

/** The webhooks of a room, or of all rooms for administrators, who cannot create any. */
const webhooks = (path) => ({
  /** @param {number} [after] the previous page's `next` */
  list: (after) => http.get(after ? `${path}?after=${after}` : path),
  create: (form) => http.post(path, form),
  change: (id, difference) => http.patch(`${path}/${id}`, difference),
  skip: (id) => http.post(`${path}/${id}/skip`, {}),
  replay: (id, after) => http.post(`${path}/${id}/replay`, { after }),
  delete: (id) => http.delete(`${path}/${id}`),
});

export const roomWebhooks = (id) => webhooks(room(id, '/hooks'));

export const adminWebhooks = webhooks('api/admin/hooks');

/** The commands of a room, for its owner. */
export const roomCommands = (id) => ({
  list: () => roomApi.commands(id),
  create: (form) => http.post(room(id, '/commands'), form),
  change: (name, difference) => http.patch(room(id, `/commands/${name}`), difference),
  test: (name, form) => http.post(room(id, `/commands/${name}/test`), form),
  delete: (name) => http.delete(room(id, `/commands/${name}`)),
});

/** Invites to the installation. */
export const inviteApi = invites('api/admin/invites');
