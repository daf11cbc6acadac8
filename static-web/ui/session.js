import { address } from '../net/address.js';
import { actAs, http } from '../net/http.js';
import { forget, rooms } from '../store/database.js';
import { showOtherAccount } from './other-account.js';

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
  act(answer.account);
  return answer;
}

function act(account) {
  account && actAs(account.username, () => showOtherAccount(account.username));
}

function recall() {
  act(read());
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

/** Ends the session and goes home. Nothing that this account wrote or read stays in this browser. */
export async function logOut() {
  const { account } = await session;
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
  [localStorage, sessionStorage].forEach((storage) => clear(storage, account?.username));
  await forget(account?.username).catch(() => {});
  location.assign(address('./'));
}

/** Keys that name an account, as in `parley.draft/ann/…`, go if they are its own. Others who use this browser keep theirs. */
function clear(storage, username) {
  Object.keys(storage)
    .filter((key) => key.startsWith('parley.') && key !== 'parley.theme')
    .filter((key) => !key.includes('/') || key.split('/')[1] === username)
    .forEach((key) => storage.removeItem(key));
}
