/** All addresses derive from the page's base, so that Parley also works under a sub-path behind a proxy. */
export const address = (path) => new URL(path, document.baseURI).href;

/** The socket's address, with the scheme that matches the page's. */
export const socketAddress = () => address('ws').replace(/^http/, 'ws');

export const logInAddress = (next) => address(`login?next=${encodeURIComponent(next)}`);

/** The page's address as a local path with its query, as carried by `next`. */
export const here = () => location.pathname + location.search;

/** The address to go to after log-in: `next` if it is a path of this site, otherwise the lobby. */
export function nextAddress() {
  const next = new URLSearchParams(location.search).get('next');
  const lobby = address('chat');
  if (!next?.startsWith('/')) {
    return lobby;
  }
  const target = new URL(next, document.baseURI);
  return target.origin === location.origin ? target.href : lobby;
}
