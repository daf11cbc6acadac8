import { showHelp } from './help.js';
import { quickSwitch } from './parley-switch.js';
import { roomPath } from '../kit/paths.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

/** The keyboard shortcuts, as listed in the help. Single letters work only outside text fields. */
export const SHORTCUTS = [
  { keys: [t('chat.shortcuts.ctrl'), 'K'], does: t('chat.shortcuts.goToARoom') },
  { keys: [t('chat.shortcuts.alt'), '↑'], or: [t('chat.shortcuts.alt'), '↓'], does: t('chat.shortcuts.previousNextRoom') },
  { keys: [t('chat.shortcuts.alt'), t('chat.shortcuts.shift'), '↑'], or: [t('chat.shortcuts.alt'), t('chat.shortcuts.shift'), '↓'], does: t('chat.shortcuts.previousNextUnreadRoom') },
  { keys: [t('chat.shortcuts.shift'), t('chat.shortcuts.esc')], does: t('chat.shortcuts.markEverythingAsRead') },
  { keys: ['F6'], does: t('chat.shortcuts.nextAreaOfThe') },
  { keys: ['/'], or: [t('chat.shortcuts.ctrl'), t('chat.shortcuts.shift'), 'F'], does: t('chat.shortcuts.searchMessages') },
  { keys: ['?'], or: [t('chat.shortcuts.ctrl'), '/'], does: t('chat.shortcuts.showKeyboardShortcuts') },
  { keys: ['Enter'], does: t('chat.shortcuts.sendTheMessage') },
  { keys: [t('chat.shortcuts.shift'), 'Enter'], does: t('chat.shortcuts.insertALineBreak') },
  { keys: [t('chat.shortcuts.ctrl'), 'B'], or: [t('chat.shortcuts.ctrl'), 'I'], does: t('chat.shortcuts.boldItalic') },
  { keys: ['↑'], does: t('chat.shortcuts.editYourLastMessage') },
  { keys: [t('chat.shortcuts.esc')], does: t('chat.shortcuts.cancelAReplyOr') },
];

const PARTS = ['.side a, .side button', '.messages', '.composer textarea', '#people-heading'];

/** Registers the key listener for the life of the page. */
export function registerShortcuts({ chat, go }) {
  addEventListener('keydown', (event) => {
    const act = action(event, chat(), go);
    if (act && !event.defaultPrevented && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      act();
    }
  });
}

function action(event, chat, go) {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (!chat) {
    return null;
  }
  if (command && !altKey && key.toLowerCase() === 'k') {
    return () => quickSwitch(chat, go);
  }
  if ((command && key === '/') || (key === '?' && !isWriting(event.target))) {
    return () => showHelp(SHORTCUTS);
  }
  if (altKey && !command && (key === 'ArrowUp' || key === 'ArrowDown')) {
    return () => step(chat, go, key === 'ArrowUp' ? -1 : 1, shiftKey);
  }
  if (key === 'Escape' && shiftKey && !command && !altKey) {
    return () => readAll(chat);
  }
  return key === 'F6' && !command && !altKey ? () => nextPart(shiftKey ? -1 : 1) : null;
}

function readAll(chat) {
  const undo = chat.readAll();
  undo && toast(t('chat.shortcuts.allRoomsMarkedAs'), undo);
}

const isWriting = (target) => target.closest?.('input, textarea, select, [contenteditable]');

/** Opens the next or previous room in the order of the side bar, wrapping around at its ends. */
function step(chat, go, direction, onlyUnread) {
  const all = chat.rooms.listed;
  const at = all.findIndex(({ id }) => id === chat.viewed?.id);
  for (let i = 1; i <= all.length; i++) {
    const room = all[(((at < 0 && direction < 0 ? 0 : at) + direction * i) % all.length + all.length) % all.length];
    if (room.id !== chat.viewed?.id && (!onlyUnread || room.unread > 0 || room.mentions > 0)) {
      go(roomPath(room.handle));
      return;
    }
  }
}

/** Moves the focus to the next visible part: rooms, messages, composer, people. */
function nextPart(direction) {
  const parts = PARTS.map((selector) => document.querySelector(selector)).filter((part) => part?.checkVisibility());
  const at = parts.findIndex((part) => holds(part, document.activeElement));
  parts.at((at + direction) % parts.length)?.focus();
}

const holds = (part, focused) => part === focused || part.closest('nav, aside, .messages')?.contains(focused);
