import { pickPeople } from '../details/pick-people.js';
import { t } from '../../texts/texts.js';

/** Opens a dialog to choose people and start a direct conversation with them. */
export function newDirect(chat, go) {
  pickPeople({
    title: t('rooms.new-direct.newMessage'),
    excluded: [chat.account.username],
    hint: (chosen) => (chosen.length === 0 ? t('rooms.new-direct.chooseUpToNine') : ''),
    action: (chosen) => (chosen.length === 0 ? t('rooms.new-direct.openMyNotes') : t('rooms.new-direct.startChat')),
    run: async (usernames) => go(await chat.directory.startDirect(usernames)),
    mayBeEmpty: true,
  });
}
