import '../bar.js';
import '../parley-chat.js';
import { Chat, SIGNED_OUT } from '../../model/chat.js';
import { Drafts } from '../../model/drafts.js';
import { Lead } from '../../model/lead.js';
import { Outbox } from '../../model/outbox.js';
import { Shelf } from '../../model/shelf.js';
import { here, logInAddress, socketAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { watchNetwork } from '../../net/network.js';
import { Socket } from '../../net/socket.js';
import { texts } from '../../store/database.js';
import { isLeaving, session } from '../session.js';

const { account } = await session;
if (account) {
  start(account);
} else {
  location.replace(logInAddress(here()));
}

function start(account) {
  const name = `parley.outbox/${account.username}`;
  const socket = new Socket(socketAddress());
  const drafts = new Drafts(account.username, localStorage);
  const outbox = new Outbox({ shelf: new Shelf(account.username, { storage: localStorage, table: texts }), channel: new BroadcastChannel(name) });
  const lead = new Lead(name, navigator.locks);
  const chat = new Chat({ account, http, socket, drafts, outbox, lead });
  addEventListener('storage', ({ key, newValue }) => drafts.writtenElsewhere(key, newValue));
  watchNetwork(socket);
  chat.on('ended', ({ detail }) => detail === SIGNED_OUT && !isLeaving() && location.replace(logInAddress(here())));
  document.querySelector('parley-chat').chat = chat;
  chat.connect();
  outbox.load();
  lead.begin();
}
