import { t } from '../../texts/texts.js';

/** The usage and the effect of each command. */
export const COMMAND_TEXTS = {
  me: { usage: t('room.commands.meUsage'), does: t('room.commands.me') },
  remind: { usage: t('room.commands.remindUsage'), does: t('room.commands.remind') },
  topic: { usage: t('room.commands.topicUsage'), does: t('room.commands.topic') },
  invite: { usage: t('room.commands.inviteUsage'), does: t('room.commands.invite') },
  shrug: { usage: t('room.commands.shrugUsage'), does: t('room.commands.shrug') },
  help: { usage: '', does: t('room.commands.help') },
};
