import { confirm } from '../kit/confirm.js';
import { t } from '../../texts/texts.js';

/**
 * Posts a link to the call of a room, after a confirmation, and opens it. Everybody in the room gets the same call.
 *
 * @param template the address of calls, in which `{room}` stands for the room's id
 */
export async function startCall(conversation, template) {
  const { chat, room } = conversation;
  const agreed = await confirm({ title: t('room.calls.question', { room: room.info.label }), detail: t('room.calls.everybodySees'), action: t('room.calls.start'), harmless: true });
  if (agreed) {
    const url = template.replaceAll('{room}', encodeURIComponent(room.id));
    chat.post(room, t('room.calls.posted', { url }));
    window.open(url, '_blank', 'noopener');
  }
  conversation.focusComposer();
}
