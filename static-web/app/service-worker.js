// Opens the chat offline. The server prepends the version of the chat and its list of files. Online, pages always come
// from the server; files with a hash in their name never change and come from the cache.
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

/** Caches one version of the chat, completely or not at all. It contains no personal data. */
async function keep() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(address(page), { cache: 'no-cache' });
  const html = await shell.clone().text();
  // The answer may be another version, or a redirect to the log-in page.
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

/** Returns the server's page. Only if the server is unreachable, returns the cached chat, whose script reads the address. */
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
