import { showHelp } from './help.js';
import { quickSwitch } from './parley-switch.js';
import { roomPath } from './paths.js';
import { toast } from './toast.js';

/** What keys do in the chat, for the help sheet too. Letters alone act only where nobody writes. */
export const SHORTCUTS = [
  { keys: ['Ctrl', 'K'], does: 'Go to a room or person' },
  { keys: ['Alt', '↑'], or: ['Alt', '↓'], does: 'The room above, the room below' },
  { keys: ['Alt', 'Shift', '↑'], or: ['Alt', 'Shift', '↓'], does: 'The unread room above, below' },
  { keys: ['Shift', 'Esc'], does: 'Mark everything as read' },
  { keys: ['F6'], does: 'The next part of the page' },
  { keys: ['/'], or: ['Ctrl', 'Shift', 'F'], does: 'Search messages' },
  { keys: ['?'], or: ['Ctrl', '/'], does: 'This list' },
  { keys: ['Enter'], does: 'Send the message' },
  { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
  { keys: ['↑'], does: 'In an empty composer: edit the last own message' },
  { keys: ['Esc'], does: 'Leave a reply, an edit or the messages, and go on writing' },
];

const PARTS = ['.side a, .side button', '.messages', '.composer textarea', '#people-heading'];

/** Listens for as long as the page lives. */
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
  undo && toast('Everything is marked as read', undo);
}

const isWriting = (target) => target.closest?.('input, textarea, select, [contenteditable]');

/** The room before or after the one that is looked at, as the side bar has them; from the last on to the first. */
function step(chat, go, direction, onlyUnread) {
  const all = chat.rooms.listed;
  const at = all.findIndex(({ id }) => id === chat.viewed?.id);
  for (let i = 1; i <= all.length; i++) {
    const room = all[(((at < 0 && direction < 0 ? 0 : at) + direction * i) % all.length + all.length) % all.length];
    if (room.id !== chat.viewed?.id && (!onlyUnread || room.unread > 0)) {
      go(roomPath(room.handle));
      return;
    }
  }
}

/** Around the parts that are there: rooms, messages, composer, people. */
function nextPart(direction) {
  const parts = PARTS.map((selector) => document.querySelector(selector)).filter((part) => part?.checkVisibility());
  const at = parts.findIndex((part) => holds(part, document.activeElement));
  parts.at((at + direction) % parts.length)?.focus();
}

const holds = (part, focused) => part === focused || part.closest('nav, aside, .messages')?.contains(focused);
