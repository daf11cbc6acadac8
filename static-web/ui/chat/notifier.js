import { summaryOf } from '../../model/attachments.js';
import { mentionsMe } from '../../model/mentions.js';
import { personStates } from '../../model/person-states.js';
import { levelOf } from '../../model/room-label.js';
import { excerptOf } from '../../model/markup.js';
import { isPushed } from '../../net/push.js';
import { notificationIcon } from './favicon.js';
import { wantsNotifications, wantsSound } from '../account/preferences.js';
import { playNotificationSound } from './notification-sound.js';
import { t } from '../../texts/texts.js';

const MAX_CHARACTERS = 160;
/** Background tabs may receive a message this much later; in milliseconds. */
const SOUND_INTERVAL = 5_000;

/** Notifies of messages that nobody is looking at, by desktop notification and by sound, each only if switched on. */
export class Notifier {
  #chat;
  #openRoom;

  /** @param openRoom opens a message of a room */
  constructor(chat, openRoom) {
    this.#chat = chat;
    this.#openRoom = openRoom;
    chat.rooms.on('received', ({ detail }) => this.#notify(detail));
  }

  async #notify({ room, message }) {
    if (this.#isSeen(room) || !this.#isWanted(room, message)) {
      return;
    }
    wantsSound() && onceForAllTabs(message, playNotificationSound);
    // A push message shows the same notification a little later.
    wantsNotifications() && !isPushed(this.#chat.account.username) && this.#show(room, message, await this.#chat.authorName(room, message.author));
  }

  /** Whether the room is visible and focused. */
  #isSeen(room) {
    return room.id === this.#chat.viewed?.id && document.visibilityState === 'visible' && document.hasFocus();
  }

  /** Applies "do not disturb" and the room's notification level; by default mentions in rooms, and all messages in direct conversations. */
  #isWanted(room, message) {
    const level = levelOf(room);
    const me = this.#chat.account.username;
    return !personStates.isQuiet(me) && (level === 'all' || (level === 'mentions' && mentionsMe(message, me)));
  }

  /** The tag makes all tabs of a browser share one notification. */
  #show(room, message, author) {
    const title = room.kind === 'direct' ? author : t('chat.notifier.authorInRoom', { author, room: room.label });
    const options = { body: excerptOf(summaryOf(message), MAX_CHARACTERS), tag: `parley/${room.id}/${message.seq}`, icon: notificationIcon() };
    const notification = this.#made(title, options);
    if (!notification) {
      this.#showByWorker(title, { ...options, data: { room: room.id, seq: message.seq, handle: room.handle } });
      return;
    }
    notification.addEventListener('click', () => {
      focus();
      this.#openRoom(room, message.seq);
      notification.close();
    });
  }

  /** Returns null where pages cannot make notifications, as on Android. */
  #made(title, options) {
    try {
      return new Notification(title, options);
    } catch {
      return null;
    }
  }

  #showByWorker(title, options) {
    navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, options)).catch(() => {});
  }
}

/** Runs an action in the first tab that takes the lock; the other tabs, which receive the same message, find it taken. */
function onceForAllTabs({ seq, at }, act) {
  if (!navigator.locks) {
    act();
    return;
  }
  navigator.locks.request(`parley.sound/${at}/${seq}`, { ifAvailable: true }, (lock) => {
    lock && act();
    return lock && new Promise((done) => setTimeout(done, SOUND_INTERVAL));
  });
}
