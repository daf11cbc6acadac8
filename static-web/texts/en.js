import account from './en/account.js';
import admin from './en/admin.js';
import api from './en/api.js';
import chat from './en/chat.js';
import details from './en/details.js';
import kit from './en/kit.js';
import room from './en/room.js';
import rooms from './en/rooms.js';
import search from './en/search.js';

/** The English texts of the pages, by key. A key begins with its folder in `ui`: `details.about.title`. */
export default { ...account, ...admin, ...api, ...chat, ...details, ...kit, ...room, ...rooms, ...search };
