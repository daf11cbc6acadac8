import { avatars } from '../../model/avatars.js';
import { address } from '../../net/address.js';
import { actAs, http } from '../../net/http.js';
import { endPush } from '../../net/push.js';
import { forget, rooms } from '../../store/database.js';
import { showOtherAccount } from '../chat/other-account.js';

const ACCOUNT_KEY = 'parley.account';

/**
 * The page's session, requested once: `{account, guests_enabled, registration}`, without an account if nobody is signed
 * in. If the server is unreachable, `offline` is set, and the account is the last known one.
 */
export const session = http.get('api/session').then(remember, recall);

async function remember(answer) {
  const former = read();
  if (former && former.username !== answer.account?.username) {
    // Snapshots of another account must not be shown.
    await rooms.clear().catch(() => {});
  }
  write(answer.account);
  actAsAccount(answer.account);
  return answer;
}

function actAsAccount(account) {
  account && avatars.learn(account);
  account && actAs(account.username, () => showOtherAccount(account.username));
}

function recall() {
  actAsAccount(read());
  return { account: read(), guests_enabled: false, registration: 'open', offline: true };
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(ACCOUNT_KEY));
  } catch {
    return null;
  }
}

function write(account) {
  try {
    account ? localStorage.setItem(ACCOUNT_KEY, JSON.stringify(account)) : localStorage.removeItem(ACCOUNT_KEY);
  } catch {
    // Private modes store nothing.
  }
}

let leaving = false;
const callbacks = [];

/** Registers a function that is called before the account's data is deleted from this browser; nothing may be stored after it. */
export const whenLeaving = (callback) => callbacks.push(callback);

/** Whether the page is logging out, so that the end of the session is expected. */
export const isLeaving = () => leaving;

/** Ends the session, deletes what this account wrote and read from this browser as far as possible, and opens the home page. */
export async function logOut() {
  const { account } = await session;
  leaving = true;
  try {
    await http.delete('api/session');
  } catch (problem) {
    // The session had already ended.
    if (problem.status !== 401) {
      leaving = false;
      throw problem;
    }
  }
  await endPush().catch(() => {});
  callbacks.forEach(attempt);
  attempt(() => clear(localStorage, account?.username));
  attempt(() => clear(sessionStorage, account?.username));
  await forget(account?.username).catch(() => {});
  location.assign(address('./'));
}

/** Runs a step whose failure, for example because storage is forbidden, must not prevent the other steps. */
function attempt(step) {
  try {
    step();
  } catch (failure) {
    console.error(failure);
  }
}

/** Deletes the account's own keys, such as `parley.draft/ann/…`, and keys without an account. Keys of other accounts are kept. */
function clear(storage, username) {
  Object.keys(storage)
    .filter((key) => key.startsWith('parley.') && key !== 'parley.theme')
    .filter((key) => !key.includes('/') || key.split('/')[1] === username)
    .forEach((key) => storage.removeItem(key));
}
