const SHRUG = '¯\\_(ツ)_/¯';

/** The commands, in the order in which they are offered. */
export const COMMANDS = ['me', 'remind', 'topic', 'invite', 'shrug', 'help'];

const COMMAND = /^\/(\/?)(me|remind|topic|invite|shrug|help)(?:\s([^]*))?$/i;
const WORD = /^\/[a-z][a-z-]{0,31}(?=\s|$)/i;

/**
 * Reads a text that is a command. Other texts that begin with a slash, such as paths, are messages.
 *
 * @returns `{name, text}` for a message in another form, `{name, topic}`, `{name, username}`, `{name, reminder}`, `{name: 'help'}`, `{name:
 *   'unknown', word}` for a word that looks like a command, or null; the value is empty if it is missing
 */
export function commandOf(text) {
  const trimmed = text.trim();
  const [, escape, word, rest = ''] = trimmed.match(COMMAND) ?? [];
  if (escape) {
    return { name: 'literal', text: trimmed.slice(1) };
  }
  const name = word?.toLowerCase();
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
    case 'remind':
      return { name, reminder: value };
    case 'help':
      return { name };
    default:
      return WORD.test(trimmed) ? { name: 'unknown', word: trimmed.match(WORD)[0] } : null;
  }
}

/** The commands that begin with the text before the caret, which must be all that was typed before it. */
export function findCommands(before) {
  const [, typed] = before.match(/^\/([a-z]{0,10})$/i) ?? [];
  return typed === undefined
    ? []
    : COMMANDS.filter((name) => name.startsWith(typed.toLowerCase())).map((name) => ({ text: `/${name} `, label: `/${name}`, command: name, hint: '' }));
}
