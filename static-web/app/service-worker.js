// Opens the chat without a network. The server writes before this which version of the chat it is, and what it consists
// of. Online it only hands on: a page always comes from the server, and what has a hash in its name is the same anywhere.
const { version, page, assets } = self.SHELL;

const PREFIX = 'parley-';
const CACHE = PREFIX + version;
const address = (path) => new URL(path, self.registration.scope).href;
const kept = new Set(assets.map(address));

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate' && request.method === 'GET') {
    event.respondWith(visit(event));
  } else if (kept.has(request.url)) {
    event.respondWith(find(request));
  }
});

/** Keeps one version of the chat, whole or not at all. Nothing in it is about anybody. */
async function keep() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(address(page), { cache: 'no-cache' });
  const html = await shell.clone().text();
  // Another version may have answered, or the way to log in.
  if (!shell.ok || shell.redirected || !assets.every((asset) => html.includes(asset))) {
    throw new Error('This is not the page of this version');
  }
  await cache.addAll(assets.map(address));
  await cache.put(address(page), shell);
  await self.skipWaiting();
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
}

/** The page as the server has it. Only where there is no server: the chat as it was kept, whose script reads the address. */
async function visit({ request, preloadResponse }) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch {
    return isOfChat(new URL(request.url)) ? shell() : Response.redirect(address(page));
  }
}

async function shell() {
  return (await caches.match(address(page))) ?? Response.error();
}

async function find(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

function isOfChat({ pathname }) {
  const chat = new URL(address(page)).pathname;
  return pathname === chat || pathname.startsWith(`${chat}/`);
}
