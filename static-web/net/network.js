/** Checks or drops the connection when the browser reports a network change, or the page becomes visible again. */
export function watchNetwork(socket) {
  addEventListener('offline', () => socket.drop());
  addEventListener('online', () => socket.check());
  addEventListener('pageshow', ({ persisted }) => persisted && socket.check());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && socket.check());
}
