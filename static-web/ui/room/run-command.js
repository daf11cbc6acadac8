import { roomApi } from '../../net/room-api.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

/** Performs a command that posts nothing. The draft stays until it has succeeded. */
export async function runCommand(conversation, { topic, username }) {
  const { id } = conversation.room;
  const { draft } = conversation;
  if (!topic && !username) {
    toast(t('room.commands.incomplete'));
    return;
  }
  try {
    await (topic ? roomApi.edit(id, { topic }) : roomApi.add(id, username));
    conversation.draft === draft && conversation.write('');
    toast(topic ? t('room.commands.topicChanged') : t('room.commands.invited', { username }));
  } catch (problem) {
    toast(problemText(problem));
  }
}
