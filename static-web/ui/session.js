import { address } from '../net/address.js';
import { http } from '../net/http.js';
import { forgetAll, rooms } from '../store/database.js';

const REMEMBERED = 'parley.account';

/**
 * Who is signed in on this page, asked once: `{account, guests_enabled, registration}`, without an account when nobody
 * is. Where the server cannot be asked, `offline`, with the account that it named last.
 */
export const session = http.get('api/session').then(remember, recall);

async function remember(answer) {
  const former = read();
  if (former && former.username !== answer.account?.username) {
    // What was kept to be read offline is for nobody else.
    await rooms.clear().catch(() => {});
  }
  write(answer.account);
  return answer;
}

function recall() {
  return { account: read(), guests_enabled: false, registration: 'open', offline: true };
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED));
  } catch {
    return null;
  }
}

function write(account) {
  try {
    account ? localStorage.setItem(REMEMBERED, JSON.stringify(account)) : localStorage.removeItem(REMEMBERED);
  } catch {
    // Private modes keep nothing.
  }
}

let leaving = false;
const endings = [];

/** What to do before this browser forgets: nothing is to be kept from then on. */
export const whenLeaving = (end) => endings.push(end);

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
  endings.forEach((end) => end());
  [localStorage, sessionStorage].forEach(forget);
  await forgetAll().catch(() => {});
  location.assign(address('./'));
}

function forget(storage) {
  Object.keys(storage)
    .filter((key) => key.startsWith('parley.') && key !== 'parley.theme')
    .forEach((key) => storage.removeItem(key));
}
