import '../bar.js';
import '../parley-chat.js';
import { Chat, SIGNED_OUT } from '../../model/chat.js';
import { Drafts } from '../../model/drafts.js';
import { Edits } from '../../model/edits.js';
import { Lead } from '../../model/lead.js';
import { Outbox } from '../../model/outbox.js';
import { Shelf } from '../../model/shelf.js';
import { Snapshots } from '../../model/snapshots.js';
import { here, logInAddress, socketAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { watchNetwork } from '../../net/network.js';
import { OTHER_ACCOUNT, Socket } from '../../net/socket.js';
import { forget, rooms, texts } from '../../store/database.js';
import { install } from '../install.js';
import { showOtherAccount } from '../other-account.js';
import { isLeaving, session, whenLeaving } from '../session.js';

/** A server that was away may be back. */
const RETRY = 5_000;

const { account, offline } = await session;
const place = document.querySelector('parley-chat');
if (account) {
  await start(account);
} else if (offline) {
  // Whether somebody is signed in cannot be said, and nothing is kept that could be shown.
  place.unreachable = true;
  const again = () => http.get('api/session').then(() => location.reload(), () => {});
  addEventListener('online', again);
  setInterval(again, RETRY);
} else {
  location.replace(logInAddress(here()));
}

async function start(account) {
  const name = `parley.outbox/${account.username}`;
  const socket = new Socket(socketAddress(), account.username);
  const drafts = new Drafts(account.username, localStorage, sessionStorage);
  const edits = new Edits(account.username, localStorage);
  const outbox = new Outbox({ shelf: new Shelf(account.username, { storage: localStorage, table: texts }), channel: new BroadcastChannel(name) });
  const lead = new Lead(name, navigator.locks);
  const snapshots = new Snapshots(account.username, rooms);
  const chat = new Chat({ account, http, socket, drafts, edits, outbox, lead, snapshots });
  addEventListener('storage', ({ key, newValue }) => drafts.writtenElsewhere(key, newValue));
  watchNetwork(socket);
  whenLeaving(() => snapshots.stop());
  chat.on('ended', ({ detail }) => detail === SIGNED_OUT && signedOut(account, snapshots));
  chat.on('ended', ({ detail }) => detail === OTHER_ACCOUNT && replaced(account, snapshots));
  chat.connect();
  await chat.restore();
  place.chat = chat;
  outbox.load();
  lead.begin();
  install();
}

/** The session is over, or it is another account's: the browser has one for all tabs. */
async function signedOut(account, snapshots) {
  const now = await http.get('api/session').catch(() => null);
  if (now?.account && now.account.username !== account.username) {
    await replaced(account, snapshots);
  } else {
    await forgetWhatWasRead(account, snapshots);
    isLeaving() || location.replace(logInAddress(here()));
  }
}

async function replaced(account, snapshots) {
  await forgetWhatWasRead(account, snapshots);
  await showOtherAccount(account.username);
}

/** What can only be read goes with the session. Texts that were not sent wait for their author. */
async function forgetWhatWasRead(account, snapshots) {
  snapshots.stop();
  await forget(account.username, [rooms]).catch(() => {});
}
