import { findCommands } from './commands.js';
import { customEmoji } from './custom-emoji.js';
import { emojiSet } from './emoji.js';
import { folded } from './folding.js';
import { groups } from './groups.js';

const MAX_OPTIONS = 6;
/** A sign at the beginning of a word, and the characters typed after it. */
const WORD = /(?:^|[\s(])([@:#])([\p{L}\p{M}\p{N}\u200c\u200d._+-]{0,32})$/u;
/** Fewer letters do not complete: a colon alone is usually punctuation. */
const MIN_EMOJI_LENGTH = 2;

/**
 * Finds completions of the word before the caret: `@` for people and groups, `:` for emoji, `#` for rooms; and of a command at the beginning of the text.
 *
 * @param known `{members, rooms, me, commands}`: members as in the room's model, rooms that the account knows, commands of the room
 * @returns `{from, to, options: [{text, label, hint, username, people}]}` with the username of a person or the number of people in a group, or null if there is nothing to complete
 */
export function complete(text, caret, known) {
  const commands = findCommands(text.slice(0, caret), known.commands);
  if (commands.length > 0) {
    return { from: 0, to: caret, options: commands };
  }
  const [, sign, typed] = text.slice(0, caret).match(WORD) ?? [];
  const options = sign ? find(sign, typed, known).slice(0, MAX_OPTIONS) : [];
  return options.length > 0 ? { from: caret - typed.length - 1, to: caret, options } : null;
}

function find(sign, typed, { members, rooms, me }) {
  const wanted = folded(typed);
  if (sign === ':') {
    return typed.length < MIN_EMOJI_LENGTH ? [] : [...own(typed), ...emojiSet.find(typed, MAX_OPTIONS).map(({ emoji, name }) => ({ text: `${emoji} `, label: emoji, hint: `:${name}:` }))];
  }
  return sign === '@' ? people(wanted, members, me) : places(wanted, rooms);
}

const own = (typed) => customEmoji.find(typed, MAX_OPTIONS).map(({ emoji }) => ({ text: `${emoji} `, label: emoji, hint: emoji }));

function people(wanted, members, me) {
  const here = 'here'.startsWith(wanted) && wanted ? [{ text: '@here ', label: '@here', hint: 'everybody in the room' }] : [];
  const found = [...members]
    .filter(({ username, joined, disabled }) => username !== me && joined !== false && !disabled)
    .filter(({ username, display_name }) => begins(username, wanted) || begins(display_name ?? '', wanted))
    .sort((a, b) => a.username.localeCompare(b.username))
    .map(({ username, display_name }) => ({ text: `@${username} `, label: `@${username}`, hint: display_name === username ? '' : display_name, username }));
  return [...found, ...matchingGroups(wanted), ...here];
}

const matchingGroups = (wanted) =>
  groups.all.filter(({ name }) => begins(name, wanted)).map(({ name, description, people }) => ({ text: `@${name} `, label: `@${name}`, hint: description, people }));

const places = (wanted, rooms) =>
  rooms
    .filter(({ name, title }) => name && (begins(name, wanted) || begins(title ?? '', wanted)))
    .map(({ name, title }) => ({ text: `#${name} `, label: `#${name}`, hint: title === name ? '' : title }));

/** Whether a name, or a word in it, begins with the given text. */
const begins = (name, wanted) => folded(name).split(/[\s._-]+/).some((word) => word.startsWith(wanted)) || folded(name).startsWith(wanted);
