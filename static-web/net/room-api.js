import { http } from './http.js';

const room = (id, rest = '') => `api/rooms/${encodeURIComponent(id)}${rest}`;
const person = (id, part, username) => room(id, `/${part}/${encodeURIComponent(username)}`);

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
  people: (query) => http.get(`api/accounts?query=${encodeURIComponent(query)}`),
};

const invites = (path) => ({
  /** @param {number} [before] the previous page's `next` */
  list: (before) => http.get(before ? `${path}?before=${before}` : path),
  create: (terms) => http.post(path, terms),
  revoke: (id) => http.delete(`${path}/${id}`),
});

export const roomInvites = (id) => invites(room(id, '/invites'));

/** Invites to the installation. */
export const inviteApi = invites('api/admin/invites');
