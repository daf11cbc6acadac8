import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

const SOURCE = readFileSync(new URL('../../../static-web/app/service-worker.js', import.meta.url), 'utf8');
const SCOPE = 'https://host/talk/';
const SHELL = { version: 'v2', page: 'chat', assets: ['static/a.1.js', 'static/b.2.css'] };
const PAGE = SHELL.assets.join(' ');

/** A service worker with a stub server; setting `gone` makes the server unreachable. */
function worker({ page = new Response(PAGE), former = [] } = {}) {
  const listeners = {};
  const stores = new Map(former.map((name) => [name, new Map()]));
  const asked = [];
  const state = { gone: false };
  const urlOf = (request) => request.url ?? String(request);
  const fetch = async (request) => {
    asked.push(urlOf(request));
    if (state.gone) {
      throw new TypeError('Failed to fetch');
    }
    return urlOf(request) === `${SCOPE}chat` ? page.clone() : new Response(`from the server: ${urlOf(request)}`);
  };
  const caches = {
    async open(name) {
      stores.has(name) || stores.set(name, new Map());
      const store = stores.get(name);
      return {
        addAll: async (urls) => urls.forEach((url) => store.set(url, new Response(`kept: ${url}`))),
        put: async (url, response) => store.set(url, response),
      };
    },
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (request) => [...stores.values()].map((store) => store.get(urlOf(request))).find(Boolean)?.clone(),
  };
  const self = {
    SHELL,
    registration: { scope: SCOPE },
    addEventListener: (type, listener) => (listeners[type] = listener),
    skipWaiting: async () => {},
  };
  runInNewContext(SOURCE, { self, caches, fetch, URL, Response, Set, Promise, Error });
  const settle = (type) => new Promise((resolve, reject) => listeners[type]({ waitUntil: (work) => work.then(resolve, reject) }));
  const answer = async (path, mode = 'navigate') => {
    let answered = null;
    const request = { url: SCOPE + path, mode, method: 'GET' };
    listeners.fetch({ request, preloadResponse: Promise.resolve(), respondWith: (response) => (answered = response) });
    return answered;
  };
  return { install: () => settle('install'), activate: () => settle('activate'), answer, asked, state, stores };
}

describe('The service worker', () => {
  it('fetches pages from the server while it is reachable', async () => {
    const { install, answer } = worker();
    await install();
    assert.match(await (await answer('chat/tea')).text(), /^from the server/);
  });

  it('serves the cached chat offline, and redirects other pages to it', async () => {
    const { install, answer, state } = worker();
    await install();
    state.gone = true;
    assert.equal(await (await answer('chat')).text(), PAGE);
    assert.equal(await (await answer('chat/tea/12')).text(), PAGE);
    assert.equal((await answer('settings')).headers.get('location'), `${SCOPE}chat`);
  });

  it('serves the cached files of the chat, and ignores other requests', async () => {
    const { install, answer, asked } = worker();
    await install();
    const before = asked.length;
    assert.match(await (await answer('static/a.1.js', 'cors')).text(), /^kept/);
    assert.equal(asked.length, before);
    assert.equal(await answer('api/session', 'cors'), null);
    assert.equal(await answer('static/other.3.js', 'cors'), null);
  });

  it('caches nothing when another version answers, or none', async () => {
    for (const page of [new Response('of another version'), new Response(PAGE, { status: 503 })]) {
      const { install, stores } = worker({ page });
      await assert.rejects(install());
      assert.equal([...stores.values()].every((store) => store.size === 0), true);
    }
  });

  it('deletes its earlier caches, and no others', async () => {
    const { install, activate, stores } = worker({ former: ['parley-v1', 'of another site'] });
    await install();
    await activate();
    assert.deepEqual([...stores.keys()].sort(), ['of another site', 'parley-v2']);
  });
});
