import { address } from '../net/address.js';
import { http } from '../net/http.js';
import { forgetAll } from '../store/database.js';

/** Who is signed in on this page, asked once: `{account, guests_enabled, registration}`, without an account when nobody is. */
export const session = http.get('api/session').catch(() => ({ account: null, guests_enabled: false, registration: 'open' }));

let leaving = false;

/** Whether this page is on its way out, so that the session's end is no surprise. */
export const isLeaving = () => leaving;

/** Ends the session and goes home. Who logs out leaves no text behind in this browser. */
export async function logOut() {
  leaving = true;
  try {
    await http.delete('api/session');
  } catch (problem) {
    // Somebody who is not signed in any more is where they wanted to be.
    if (problem.status !== 401) {
      leaving = false;
      throw problem;
    }
  }
  [localStorage, sessionStorage].forEach(forget);
  await forgetAll().catch(() => {});
  location.assign(address('./'));
}

function forget(storage) {
  Object.keys(storage)
    .filter((key) => key.startsWith('parley.') && key !== 'parley.theme')
    .forEach((key) => storage.removeItem(key));
}
