import { address } from '../../net/address.js';

/** Makes the chat available offline from the next visit on. Without a service worker everything else still works. */
export function install() {
  const register = () => navigator.serviceWorker?.register(address('service-worker.js')).catch(() => {});
  // Waits until the page has rendered.
  globalThis.requestIdleCallback ? requestIdleCallback(register, { timeout: 4_000 }) : setTimeout(register, 2_000);
}
