/** Every address derives from the page's base, so that Parley also works under a sub-path behind a proxy. */
export const address = (path) => new URL(path, document.baseURI).href;

/** The socket's address; its scheme follows the page's. */
export const socketAddress = () => address('ws').replace(/^http/, 'ws');

export const logInAddress = (next) => address(`login?next=${encodeURIComponent(next)}`);

/** The page's address as a local path with its query, which is what `next` carries. */
export const here = () => location.pathname + location.search;

/** Where to go after log-in: `next` when it is a path of this site, else the lobby. */
export function nextAddress() {
  const next = new URLSearchParams(location.search).get('next');
  const lobby = address('chat');
  if (!next?.startsWith('/')) {
    return lobby;
  }
  const target = new URL(next, document.baseURI);
  return target.origin === location.origin ? target.href : lobby;
}
