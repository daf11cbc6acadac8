/** What the stable codes of the server mean to a person. */
const FIELDS = {
  username: {
    required: 'Choose a name.',
    blank: 'Choose a name.',
    too_short: 'A name has at least 2 characters.',
    too_long: 'A name has at most 32 characters.',
    invalid: 'Use letters, digits, dots, dashes and underscores only.',
    mixed_alphabets: 'A word of the name mixes letters of different alphabets, such as Latin and Cyrillic.',
    reserved: 'This name is reserved. Choose another one.',
    taken: 'This name is taken. Choose another one.',
  },
  password: {
    required: 'Enter a password.',
    wrong: 'This is not your password.',
    too_short: 'A password has at least 8 characters.',
    too_long: 'A password has at most 128 characters.',
    invalid: 'This password has characters that cannot be typed.',
    all_digits: 'Digits alone are too easy to guess.',
    like_username: 'This is too much like the name.',
    too_common: 'This is too easy to guess. A few unrelated words are better.',
  },
  name: {
    required: 'Give the room a name.',
    blank: 'Give the room a name.',
    too_long: 'A room’s name has at most 64 characters.',
    characters: 'Use letters, digits, dashes and underscores only.',
    invalid: 'Use letters, digits, dashes and underscores only.',
    taken: 'There is a room of this name that you cannot see. Choose another name.',
    name_reserved: 'This name is kept for administrators. Choose another one.',
  },
  title: {
    title_blank: 'Give the room a title.',
    title_too_long: 'A room’s title has at most 128 characters.',
    title_invalid: 'This title has nothing to see, or characters that cannot be shown.',
  },
  topic: {
    topic_too_long: 'A topic has at most 1,000 characters.',
    topic_invalid: 'This topic has nothing to see, or characters that cannot be shown.',
  },
  display_name: {
    mixed_alphabets: 'A word of the name mixes letters of different alphabets, such as Latin and Cyrillic.',
    required: 'Choose a name.',
    blank: 'A name needs a letter or a digit.',
    too_long: 'A name has at most 64 characters.',
    invalid: 'This name has characters that cannot be shown.',
    reserved: 'This name is kept for administrators. Choose another one.',
    taken: 'This name looks like somebody else’s. Choose another one, or add to it.',
  },
  setup_code: { required: 'Enter the code from the server’s log.', invalid: 'This is not the code from the server’s log.' },
  current: { wrong: 'This is not your current password.', required: 'Give your current password.' },
};
FIELDS.guest = FIELDS.username;
FIELDS.replacement = FIELDS.password;

const PROBLEMS = {
  registration_closed: 'Accounts are made by an administrator here.',
  invitation_required: 'An account can be made with an invite only.',
  invite_invalid: 'This invite is not valid any more. Ask for a new one.',
  last_administrator: 'Make somebody else an administrator first.',
  account_not_found: 'There is no account of this name.',
  bad_credentials: 'Name or password is wrong.',
  last_owner: 'You own this room. Make another member its owner first.',
};

export const fieldWords = (field, code) => code && (FIELDS[field]?.[code] ?? 'This does not work. Try something else.');

export function problemWords(problem) {
  if (problem.retryAfter) {
    return `Too many tries. Wait ${waitWords(problem.retryAfter)} and try again.`;
  }
  return PROBLEMS[problem.code] ?? problem.message;
}

function waitWords(ms) {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`;
}
