import { reminderOf } from '../../model/reminders.js';
import { roomApi } from '../../net/room-api.js';
import { showHelp } from '../chat/help.js';
import { SHORTCUTS } from '../chat/shortcuts.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { setReminder, showReminders } from './reminders.js';
import { t } from '../../texts/texts.js';

const TIME_FAULTS = { time: t('room.commands.noTime'), text: t('room.commands.noReminder'), past: t('room.commands.timePassed') };

/** The conversations whose command is being performed, without commands of the room, which do not delay others. */
const running = new WeakSet();

/** Performs a command that posts nothing. The draft stays until it has succeeded. */
export async function runCommand(conversation, command) {
  if (command.name === 'custom') {
    await perform(conversation, command);
  } else if (!running.has(conversation)) {
    running.add(conversation);
    await perform(conversation, command).finally(() => running.delete(conversation));
  }
}

async function perform(conversation, command) {
  const { draft } = conversation;
  try {
    if (await ACTIONS[command.name](conversation, command)) {
      conversation.draft === draft && conversation.write('');
    }
  } catch (problem) {
    toast(problemText(problem));
  }
}

/** The action of each command; returns whether the command was complete. */
const ACTIONS = {
  me: () => incomplete(),

  help({ commands }) {
    showHelp(SHORTCUTS, 'commands', commands.all);
    return true;
  },

  /** A program answers: to this account alone, or with a message. */
  async custom({ commands, room, draft }, { command, rest }) {
    if (commands.running) {
      return false;
    }
    const visibility = await commands.run(draft, { command, text: rest }, (name, form) => roomApi.runCommand(room.id, name, form));
    visibility === 'none' && toast(t('room.commands.done', { command }));
    return true;
  },

  async topic({ room }, { topic }) {
    if (!topic) {
      return incomplete();
    }
    await roomApi.edit(room.id, { topic });
    toast(t('room.commands.topicChanged'));
    return true;
  },

  async invite({ room }, { username }) {
    if (!username) {
      return incomplete();
    }
    await roomApi.add(room.id, username);
    toast(t('room.commands.invited', { username }));
    return true;
  },

  async remind({ chat }, { reminder }) {
    if (!reminder || reminder === 'list') {
      showReminders(chat);
      return true;
    }
    const { fault, ...form } = reminderOf(reminder);
    if (fault) {
      toast(TIME_FAULTS[fault]);
      return false;
    }
    await setReminder(form);
    return true;
  },
};

function incomplete() {
  toast(t('room.commands.incomplete'));
  return false;
}
