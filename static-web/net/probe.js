const TIMEOUT = 8_000;

/**
 * Tests whether a WebSocket can be opened to this address, and whether the server sends its first frame. Never rejects.
 *
 * @returns `{opened, ms}`: whether the first frame arrived, and how long that took
 */
export function probe(address, { WebSocket = globalThis.WebSocket, limit = TIMEOUT } = {}) {
  const startedAt = performance.now();
  return new Promise((done) => {
    const socket = new WebSocket(address, ['parley.v1']);
    const finish = (opened) => {
      clearTimeout(timer);
      done({ opened, ms: performance.now() - startedAt });
      socket.close();
    };
    const timer = setTimeout(() => finish(false), limit);
    socket.onmessage = () => finish(true);
    socket.onclose = () => finish(false);
  });
}
