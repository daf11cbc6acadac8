import '../kit/bar.js';
import '../chat/parley-chat.js';
import { Activity } from '../../model/activity.js';
import { Chat, SIGNED_OUT } from '../../model/chat.js';
import { ChosenFiles } from '../../model/chosen-files.js';
import { customEmoji } from '../../model/custom-emoji.js';
import { groups } from '../../model/groups.js';
import { Drafts } from '../../model/drafts.js';
import { Edits } from '../../model/edits.js';
import { Leader } from '../../model/leader.js';
import { describeFile, uploadFile, uploadPreview } from '../../net/files.js';
import { previewOf } from '../../net/preview.js';
import { oneAtATime } from '../../model/one-at-a-time.js';
import { Outbox } from '../../model/outbox.js';
import { OutboxStore } from '../../model/outbox-store.js';
import { Snapshots } from '../../model/snapshots.js';
import { here, logInAddress, socketAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { watchNetwork } from '../../net/network.js';
import { closeNotifications, renewPush } from '../../net/push.js';
import { OTHER_ACCOUNT, Socket } from '../../net/socket.js';
import { files, forget, rooms, texts } from '../../store/database.js';
import { install } from '../chat/install.js';
import { showOtherAccount } from '../chat/other-account.js';
import { wantsUnreadFirst, watchUnreadFirst } from '../account/preferences.js';
import { isLeaving, session, whenLeaving } from '../account/session.js';

/** Interval at which an unreachable server is tried again; in milliseconds. */
const RETRY_DELAY = 5_000;
/** Changes within this time are considered together; in milliseconds. */
const CLOSE_DELAY = 500;

const { account, offline } = await session;
const place = document.querySelector('parley-chat');
if (account) {
  await start(account);
} else if (offline) {
  // The session is unknown, and there is no snapshot to show.
  place.unreachable = true;
  const again = () => http.get('api/session').then(() => location.reload(), () => {});
  addEventListener('online', again);
  setInterval(again, RETRY_DELAY);
} else {
  location.replace(logInAddress(here()));
}

async function start(account) {
  const name = `parley.outbox/${account.username}`;
  const socket = new Socket(socketAddress(), account.username);
  const drafts = new Drafts(account.username, localStorage, sessionStorage);
  const edits = new Edits(account.username, localStorage);
  const outbox = new Outbox({ store: new OutboxStore(account.username, { storage: localStorage, table: texts }), channel: new BroadcastChannel(name) });
  const chosen = new ChosenFiles(account.username, { table: files, channel: new BroadcastChannel(`parley.files/${account.username}`), outbox });
  const lead = new Leader(name, navigator.locks);
  const snapshots = new Snapshots(account.username, rooms);
  const chat = new Chat({ account, http, socket, activity: new Activity(document), drafts, chosen, edits, outbox, lead, snapshots, sendFile });
  addEventListener('storage', ({ key, newValue }) => drafts.writtenElsewhere(key, newValue));
  chat.rooms.unreadFirst = wantsUnreadFirst();
  watchUnreadFirst((wanted) => (chat.rooms.unreadFirst = wanted));
  followLists(socket, chat);
  watchNetwork(socket);
  whenLeaving(() => snapshots.stop());
  chat.on('ended', ({ detail }) => detail === SIGNED_OUT && signedOut(account, snapshots));
  chat.on('ended', ({ detail }) => detail === OTHER_ACCOUNT && replaced(account, snapshots));
  chat.connect();
  await chat.restore();
  place.chat = chat;
  outbox.load().then(() => chosen.load());
  lead.begin();
  install();
  renewPush(account.username).catch(() => {});
  closeReadNotifications(chat.rooms);
}

/** Closes notifications of rooms that have been read, also elsewhere. */
function closeReadNotifications(rooms) {
  let timer = null;
  rooms.on('change', () => {
    timer ??= setTimeout(() => {
      timer = null;
      const read = rooms.mine.filter(({ mentions }) => mentions === 0);
      closeNotifications(new Map(read.map(({ id, read_seq }) => [id, read_seq]))).catch(() => {});
    }, CLOSE_DELAY);
  });
}

/** Keeps the emoji of this server and the groups current. Texts with their names are rendered again, like those that refer to rooms. */
function followLists(socket, chat) {
  for (const [list, type] of [[customEmoji, 'emoji_changed'], [groups, 'groups_changed']]) {
    // An answer that arrives late must not replace a newer one
    const read = oneAtATime(() => list.read(http));
    socket.addEventListener('open', read);
    socket.addEventListener('frame', ({ detail }) => detail.type === type && read());
    list.on('change', () => chat.rooms.emit('names'));
  }
}

/** Uploads a file; for a picture also its preview, which is all that most people load, and its description. */
async function sendFile(room, file, watch) {
  const { id, width } = await uploadFile(room, file, watch);
  const preview = width ? await previewOf(file.blob) : null;
  preview && (await uploadPreview(id, preview).catch(() => {}));
  file.alt && (await describeFile(id, file.alt).catch(ignoreInvalid));
  return id;
}

/** A description that the server rejects must not prevent the message from being sent. */
function ignoreInvalid(problem) {
  if (problem.code !== 'invalid') {
    throw problem;
  }
}

/** The session ended, or belongs to another account: all tabs of the browser share one. */
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

/** Deletes the snapshots together with the session. Unsent messages are kept for their author. */
async function forgetWhatWasRead(account, snapshots) {
  snapshots.stop();
  await forget(account.username, [rooms]).catch(() => {});
}
