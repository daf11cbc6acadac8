/** Tells the socket what the browser knows of the network and of the machine's sleep. */
export function watchNetwork(socket) {
  addEventListener('offline', () => socket.drop());
  addEventListener('online', () => socket.check());
  addEventListener('pageshow', ({ persisted }) => persisted && socket.check());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && socket.check());
}
