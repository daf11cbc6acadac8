const SHRUG = '¯\\_(ツ)_/¯';

/** The commands, in the order in which they are offered. */
export const COMMANDS = ['me', 'remind', 'topic', 'invite', 'shrug', 'help'];

const COMMAND = /^\/(\/?)(me|remind|topic|invite|shrug|help)(?:\s([^]*))?$/i;
const WORD = /^\/(\/?)([a-z][a-z0-9-]{0,31})(?=\s|$)([^]*)/i;

/**
 * Reads a text that is a command. Other texts that begin with a slash, such as paths, are messages.
 *
 * @param custom the names of the room's commands that programs answer
 * @returns `{name: 'custom', command, rest}` for one of those, `{name, text}` for a message in another form, `{name, topic}`, `{name, username}`, `{name, reminder}`, `{name: 'help'}`, `{name:
 *   'unknown', word}` for a word that looks like a command, or null; the value is empty if it is missing
 */
export function commandOf(text, custom = []) {
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
      return customOf(trimmed, custom);
  }
}

/** Whether the text begins with a word that could be a command, with one slash or two. */
export const looksLikeCommand = (text) => WORD.test(text.trim());

function customOf(trimmed, custom) {
  const [, escape, word, rest] = trimmed.match(WORD) ?? [];
  const command = custom.find((name) => name === word?.toLowerCase());
  if (escape) {
    return command ? { name: 'literal', text: trimmed.slice(1) } : null;
  }
  if (command) {
    return { name: 'custom', command, rest: rest.trim() };
  }
  return word ? { name: 'unknown', word: `/${word}` } : null;
}

/**
 * The commands that begin with the text before the caret, which must be all that was typed before it.
 *
 * @param custom the room's commands: `{name, description, usage}`
 */
export function findCommands(before, custom = []) {
  const [, typed] = before.match(/^\/([a-z0-9-]{0,32})$/i) ?? [];
  if (typed === undefined) {
    return [];
  }
  const begins = (name) => name.startsWith(typed.toLowerCase());
  return [
    ...COMMANDS.filter(begins).map((name) => ({ text: `/${name} `, label: `/${name}`, command: name, hint: '' })),
    ...custom.filter(({ name }) => begins(name)).map(({ name, description, usage }) => ({ text: `/${name} `, label: `/${name}`, usage, hint: description })),
  ];
}
