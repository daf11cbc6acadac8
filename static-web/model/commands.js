const SHRUG = '¯\\_(ツ)_/¯';
const COMMAND = /^\/(me|topic|invite|shrug)(?:\s([^]*))?$/;

export const COMMANDS = ['me', 'topic', 'invite', 'shrug'];

/**
 * Reads a text that is a command. Any other text that begins with a slash, such as a path, is a message.
 *
 * @returns `{name, text}` for a message in another form, `{name, topic}`, `{name, username}`, or null; the value is null if it is missing
 */
export function commandOf(text) {
  const [, name, rest = ''] = text.trim().match(COMMAND) ?? [];
  const value = rest.trim();
  switch (name) {
    case 'me':
      return { name, text: value && `_${value}_` };
    case 'shrug':
      return { name, text: value ? `${value} ${SHRUG}` : SHRUG };
    case 'topic':
      return { name, topic: value.replace(/\s+/g, ' ') };
    case 'invite':
      return { name, username: value.replace(/^@/, '') };
    default:
      return null;
  }
}

/** The commands that begin with the text before the caret, which must be all that was typed before it. */
export function findCommands(before) {
  const [, typed] = before.match(/^\/([a-z]{0,10})$/) ?? [];
  return typed === undefined ? [] : COMMANDS.filter((name) => name.startsWith(typed)).map((name) => ({ text: `/${name} `, label: `/${name}`, command: name, hint: '' }));
}
