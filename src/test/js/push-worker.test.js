import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

const FILES = ['service-worker.js', 'push.js'].map((name) => readFileSync(new URL(`../../../static-web/app/${name}`, import.meta.url), 'utf8'));
const SCOPE = 'https://host/talk/';
const GARDEN = { id: 'r1', name: 'garden', title: 'Garden', kind: 'private', read_seq: 3, last_seq: 9, mentions: 0 };
const DIRECT = { id: 'r2', name: null, title: '', kind: 'direct', people: ['ann', 'ben'], read_seq: 0, last_seq: 4, mentions: 0 };

/** A service worker with the notifications of a browser and answers of a server, which is unreachable if there are none. */
function worker(answers = {}, pages = []) {
  const listeners = {};
  const shown = [];
  const opened = [];
  const badges = [];
  const registration = {
    scope: SCOPE,
    getNotifications: async ({ tag } = {}) => shown.filter((one) => !tag || one.tag === tag),
    async showNotification(title, options) {
      const same = shown.findIndex(({ tag }) => tag === options.tag);
      same < 0 || shown.splice(same, 1);
      const notification = { title, ...options, close: () => shown.splice(shown.indexOf(notification), 1) };
      shown.push(notification);
    },
  };
  const fetch = async (url) => {
    const path = String(url).slice(SCOPE.length);
    if (!(path in answers)) {
      throw new TypeError('Failed to fetch');
    }
    return new Response(JSON.stringify(answers[path]));
  };
  const self = {
    SHELL: { version: 'v', page: 'chat', assets: [], icon: 'static/icon.png' },
    registration,
    clients: { matchAll: async () => pages, openWindow: async (url) => opened.push(url) },
    navigator: { setAppBadge: async (count) => badges.push(count), clearAppBadge: async () => badges.push(0) },
    addEventListener: (type, listener) => (listeners[type] = listener),
  };
  runInNewContext(FILES.join('\n'), { self, fetch, URL, Response, Set, Map, Promise, Error, AbortSignal, encodeURIComponent, decodeURIComponent });
  const settle = (type, event) => new Promise((resolve, reject) => listeners[type]({ ...event, waitUntil: (work) => work.then(resolve, reject) }));
  const push = (message) => settle('push', { data: { json: () => message } });
  const click = (notification) => settle('notificationclick', { notification });
  return { push, click, shown, opened, badges };
}

describe('The push messages of the service worker', () => {
  it('are shown with name, room and text', async () => {
    const { push, shown, badges } = worker({ 'api/rooms/r1': GARDEN });
    await push({ kind: 'mention', room: 'r1', seq: 9, name: 'Ben', text: '@ann hello' });
    assert.equal(shown.length, 1);
    const [{ title, body, tag, icon, renotify }] = shown;
    assert.deepEqual([title, body, tag, icon, renotify], ['Ben in Garden', '@ann hello', 'parley/r1', `${SCOPE}static/icon.png`, true]);
    assert.deepEqual(badges, [1]);
  });

  it('name only the room if texts are left out, and nothing if the server is unreachable', async () => {
    const { push, shown } = worker({ 'api/rooms/r1': GARDEN });
    await push({ kind: 'message', room: 'r1', seq: 9 });
    assert.deepEqual([shown[0].title, shown[0].body], ['Garden', 'New message']);
    const offline = worker();
    await offline.push({ kind: 'direct', room: 'r2', seq: 4 });
    assert.deepEqual([offline.shown[0].title, offline.shown[0].body], ['Parley', 'New direct message']);
  });

  it('of one room replace each other, alert once per message, and never go back', async () => {
    const { push, shown } = worker({ 'api/rooms/r1': GARDEN });
    await push({ kind: 'message', room: 'r1', seq: 8, name: 'Ben', text: 'One' });
    await push({ kind: 'message', room: 'r1', seq: 9, name: 'Ben', text: 'Two' });
    assert.deepEqual(shown.map(({ body, renotify }) => [body, renotify]), [['Two', true]]);
    await push({ kind: 'message', room: 'r1', seq: 9, name: 'Ben', text: 'Two' });
    assert.deepEqual(shown.map(({ body, renotify, silent }) => [body, renotify, silent]), [['Two', false, true]]);
    await push({ kind: 'message', room: 'r1', seq: 8, name: 'Ben', text: 'One' });
    assert.equal(shown[0].body, 'Two');
  });

  it('withdraw what was read elsewhere', async () => {
    const { push, shown, badges } = worker({ 'api/rooms/r1': GARDEN });
    await push({ kind: 'message', room: 'r1', seq: 8, name: 'Ben', text: 'One' });
    await push({ kind: 'read', room: 'r1', seq: 7 });
    assert.equal(shown.length, 1);
    await push({ kind: 'read', room: 'r1', seq: 8 });
    assert.equal(shown.length, 0);
    assert.equal(badges.at(-1), 0);
  });

  it('are not shown when they have been read before they arrive', async () => {
    const { push, shown } = worker({ 'api/rooms/r1': { ...GARDEN, read_seq: 9 } });
    await push({ kind: 'message', room: 'r1', seq: 9, name: 'Ben', text: 'Late' });
    assert.equal(shown.length, 0);
  });

  it('are shown for a mention that an edit has added to a message that was read', async () => {
    const { push, shown } = worker({ 'api/rooms/r1': { ...GARDEN, read_seq: 9, mentions: 1 } });
    await push({ kind: 'mention', room: 'r1', seq: 9, name: 'Ben', text: '@ann' });
    assert.equal(shown.length, 1);
  });

  it('are not shown while the room is looked at', async () => {
    const pages = [{ focused: true, url: `${SCOPE}chat/garden` }];
    const { push, shown } = worker({ 'api/rooms/r1': GARDEN }, pages);
    await push({ kind: 'message', room: 'r1', seq: 9, name: 'Ben', text: 'Hello' });
    assert.equal(shown.length, 0);
  });

  it('open their message in an open page of the chat, or in a new window', async () => {
    const posted = [];
    const page = { focused: false, url: `${SCOPE}chat/tea`, focus: async () => {}, postMessage: (data) => posted.push(data.address) };
    const answers = { 'api/rooms/r2': DIRECT, 'api/session': { account: { username: 'ann' } } };
    const open = worker(answers, [page]);
    await open.push({ kind: 'direct', room: 'r2', seq: 4, name: 'Ben', text: 'Hello' });
    await open.click(open.shown[0]);
    assert.deepEqual(posted, [`${SCOPE}chat/@ben/4`]);
    assert.equal(open.shown.length, 0);
    const closed = worker(answers);
    await closed.push({ kind: 'direct', room: 'r2', seq: 4, name: 'Ben', text: 'Hello' });
    await closed.click(closed.shown[0]);
    assert.deepEqual(closed.opened, [`${SCOPE}chat/@ben/4`]);
  });

  it('include a test', async () => {
    const { push, shown } = worker();
    await push({ kind: 'test' });
    assert.equal(shown[0].title, 'Notifications work');
  });
});
