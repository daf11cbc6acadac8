import '../bar.js';
import '../parley-chat.js';
import { Chat, SIGNED_OUT } from '../../model/chat.js';
import { here, logInAddress, socketAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { watchNetwork } from '../../net/network.js';
import { Socket } from '../../net/socket.js';
import { isLeaving, session } from '../session.js';

const { account } = await session;
if (account) {
  start(account);
} else {
  location.replace(logInAddress(here()));
}

function start(account) {
  const socket = new Socket(socketAddress());
  const chat = new Chat({ account, http, socket, storage: localStorage });
  watchNetwork(socket);
  chat.on('ended', ({ detail }) => detail === SIGNED_OUT && !isLeaving() && location.replace(logInAddress(here())));
  addEventListener('storage', ({ key, newValue }) => newValue === null && chat.outbox.removedElsewhere(key));
  document.querySelector('parley-chat').chat = chat;
  chat.connect();
}
