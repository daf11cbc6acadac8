import { pickPeople } from './pick-people.js';

/** Chooses people, and starts a conversation with them. */
export function newDirect(chat, go) {
  pickPeople({
    title: 'New message',
    excluded: [chat.account.username],
    hint: (chosen) => (chosen.length === 0 ? 'Choose up to nine people. With no one, it is a conversation with yourself, for notes.' : ''),
    action: (chosen) => (chosen.length === 0 ? 'Open my notes' : 'Start chat'),
    run: async (usernames) => go(await chat.startDirect(usernames)),
    mayBeEmpty: true,
  });
}
