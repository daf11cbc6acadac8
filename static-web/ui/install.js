import { address } from '../net/address.js';

/** Lets the chat open without a network, from the next visit on. Whoever cannot keep it misses nothing else. */
export function install() {
  const register = () => navigator.serviceWorker?.register(address('service-worker.js')).catch(() => {});
  // What is on the screen comes first.
  globalThis.requestIdleCallback ? requestIdleCallback(register, { timeout: 4_000 }) : setTimeout(register, 2_000);
}
