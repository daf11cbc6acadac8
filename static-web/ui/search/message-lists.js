import { http } from '../../net/http.js';
import { roomApi } from '../../net/room-api.js';
import { t } from '../../texts/texts.js';

const PAGE = 30;

const paged = (path, before) => http.get(`${path}?limit=${PAGE}${before ? `&before=${before}` : ''}`);

/**
 * The lists of messages that the panel shows, by name. Each has a heading, the text of an empty list, and `read(before)`, which returns a page
 * `{messages, next}`; some have `remove(message)` and its label.
 */
export const LISTS = {
  mentions: (chat) => ({
    heading: t('search.list.mentions'),
    empty: t('search.list.noMentionsYet', { username: chat.account.username }),
    read: async (before) => {
      const { mentions, next } = await paged('api/mentions', before);
      return { messages: mentions, next };
    },
  }),
  saved: () => ({
    heading: t('search.list.saved'),
    empty: t('search.list.nothingSaved'),
    removeLabel: t('search.list.removeFromSaved'),
    read: async (before) => {
      const { saved, next } = await paged('api/saved', before);
      return { messages: saved, next };
    },
    remove: ({ room, message }) => roomApi.unsave(room.id, message.seq),
  }),
  pins: (chat, room) => ({
    heading: t('search.list.pinnedIn', { room: room.info.label }),
    empty: t('search.list.nothingPinned'),
    read: async () => ({ messages: (await roomApi.pins(room.id)).pins, next: null }),
  }),
};
