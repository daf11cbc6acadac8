import { callsMe } from '../model/calls.js';
import { levelOf } from '../model/described.js';
import { excerptOf } from '../model/markup.js';
import { notificationIcon } from './favicon.js';
import { wantsNotifications, wantsSound } from './preferences.js';
import { tone } from './tone.js';

const MAX_CHARACTERS = 160;
/** Tabs in the background may hear of a message so much later. */
const SOUND_HELD = 5_000;

/** Tells of what was said while nobody was looking: by the desktop and by a sound, each only where it is wanted. */
export class Notifier {
  #chat;
  #go;

  /** @param go leads to a message of a room */
  constructor(chat, go) {
    this.#chat = chat;
    this.#go = go;
    chat.rooms.on('told', ({ detail }) => this.#told(detail));
  }

  async #told({ room, message }) {
    if (this.#isSeen(room) || !this.#isWanted(room, message)) {
      return;
    }
    wantsSound() && onceForAllTabs(message, tone);
    wantsNotifications() && this.#show(room, message, await this.#chat.authorName(room, message.author));
  }

  /** Somebody is looking at the room right now. */
  #isSeen(room) {
    return room.id === this.#chat.viewed?.id && document.visibilityState === 'visible' && document.hasFocus();
  }

  /** Unless a room says otherwise, rooms tell of calls, and conversations between few of everything. */
  #isWanted(room, message) {
    const level = levelOf(room);
    return level === 'all' || (level === 'mentions' && callsMe(message, this.#chat.account.username));
  }

  /** All tabs of a browser show the same one, by its tag. */
  #show(room, message, author) {
    const notification = new Notification(room.kind === 'direct' ? author : `${author} in ${room.label}`, {
      body: excerptOf(message.text, MAX_CHARACTERS),
      tag: `parley/${room.id}/${message.seq}`,
      icon: notificationIcon(),
    });
    notification.addEventListener('click', () => {
      focus();
      this.#go(room, message.seq);
      notification.close();
    });
  }
}

/** The first tab that takes the lock makes the sound; the others, which hear of the same message, find it taken. */
function onceForAllTabs({ seq, at }, act) {
  if (!navigator.locks) {
    act();
    return;
  }
  navigator.locks.request(`parley.sound/${at}/${seq}`, { ifAvailable: true }, (lock) => {
    lock && act();
    return lock && new Promise((done) => setTimeout(done, SOUND_HELD));
  });
}
