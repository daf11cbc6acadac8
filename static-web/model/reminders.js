const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MORNING = [9, 0];

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const UNITS = {
  minute: ['m', 'min', 'mins', 'minute', 'minutes'],
  hour: ['h', 'hr', 'hrs', 'hour', 'hours'],
  day: ['d', 'day', 'days'],
  week: ['w', 'week', 'weeks'],
};

/**
 * Reads what follows `/remind`: a time and a text in either order, such as "me in 20 minutes to call Bob" or "call Bob tomorrow at 9". Times are
 * those of the computer's time zone. A time of day alone is its next occurrence; a day alone is nine o'clock.
 *
 * @returns `{text, delay_ms}` or `{text, due_at}`, in the server's form, or `{fault}`: `time` or `text` if it is missing, or `past`
 */
export function reminderOf(rest, now = new Date()) {
  const all = wordsOf(rest);
  const words = all[0]?.word === 'me' ? all.slice(1) : all;
  for (let at = 0; at < words.length; at++) {
    const found = timeAt(words, at);
    if (found && (at === 0 || found.end === words.length)) {
      const text = at === 0 ? rest.slice(words[found.end - 1].to) : rest.slice(words[0].from, words[at].from);
      return reminder(found, withoutIntroduction(text), now);
    }
  }
  return { fault: 'time' };
}

function reminder(found, text, now) {
  const time = found.clock || found.day ? momentOf(found, now) : durationOf(found, now);
  if (!time) {
    return { fault: 'time' };
  }
  if (!text) {
    return { fault: 'text' };
  }
  return time.due && time.due <= now ? { fault: 'past' } : { text, ...wire(time) };
}

/** The times that a menu offers, by name, in the server's form. */
export function usualTimes(now = new Date()) {
  const morning = (days) => wire({ due: new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, ...MORNING) });
  return {
    minutes: { delay_ms: 20 * MINUTE },
    hour: { delay_ms: HOUR },
    hours: { delay_ms: 3 * HOUR },
    tomorrow: morning(1),
    monday: morning((8 - now.getDay()) % 7 || 7),
  };
}

/** Durations are sent as such, because this computer's clock may be wrong. */
const wire = ({ delay, due }) => (delay ? { delay_ms: delay } : { due_at: due.toISOString() });

/** Words in lower case, without punctuation at their end, and where they are. */
const wordsOf = (text) => [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word: word.toLowerCase().replace(/[,:;.]$/, ''), from: index, to: index + word.length }));

function withoutIntroduction(text) {
  const trimmed = text.trim();
  const [first] = wordsOf(trimmed);
  return ['to', 'that', 'about'].includes(first?.word) ? trimmed.slice(first.to).trim() : trimmed;
}

/** The time that begins with this word: `{end}` with `parts` of a duration, a `day`, a `clock`, or both; null for none. */
function timeAt(words, at) {
  const word = words[at].word;
  if (word === 'in') {
    return durationAt(words, at + 1);
  }
  if (word === 'at') {
    const clock = clockAt(words, at + 1);
    const day = clock && dayAt(words, clock.end);
    return clock && { ...clock, ...day };
  }
  const day = dayAt(words, at);
  const clock = day && words[day.end]?.word === 'at' ? clockAt(words, day.end + 1) : null;
  return day && { ...day, ...clock };
}

function durationAt(words, at) {
  const [first, second, third] = words.slice(at, at + 3).map(({ word }) => word);
  if (first === 'half' && second === 'an' && third === 'hour') {
    return { parts: [{ count: 30, unit: 'minute' }], end: at + 3 };
  }
  const part = partAt(words, at);
  if (!part) {
    return null;
  }
  const further = partAt(words, words[part.end]?.word === 'and' ? part.end + 1 : part.end, false);
  return { parts: [part, ...(further ? [further] : [])], end: (further ?? part).end };
}

/** An amount and its unit, in one word or two: "20 minutes", "an hour", "2h". */
function partAt(words, at, article = true) {
  const [, digits, joined] = words[at]?.word.match(/^(\d{1,4})([a-z]*)$/) ?? [];
  const count = digits ? Number(digits) : article && ['a', 'an'].includes(words[at]?.word) ? 1 : null;
  const name = joined || words[at + 1]?.word;
  const [unit] = Object.entries(UNITS).find(([, names]) => names.includes(name)) ?? [];
  return count !== null && unit ? { count, unit, end: at + (joined ? 1 : 2) } : null;
}

function dayAt(words, at) {
  const [first, second] = words.slice(at, at + 2).map(({ word }) => word);
  if (first === 'today' || first === 'tomorrow') {
    return { day: { ahead: first === 'today' ? 0 : 1 }, end: at + 1 };
  }
  const introduced = first === 'on' || first === 'next';
  const name = introduced ? second : first;
  const end = at + (introduced ? 2 : 1);
  const weekday = WEEKDAYS.findIndex((one) => one === name || (introduced && name === one.slice(0, 3)));
  if (weekday >= 0) {
    return { day: { weekday, next: first === 'next' }, end };
  }
  const [, year, month, day] = first === 'next' ? [] : (name?.match(/^(\d{4})-(\d{2})-(\d{2})$/) ?? []);
  return year ? { day: { date: [Number(year), Number(month) - 1, Number(day)] }, end } : null;
}

/** A time of day, as hours and minutes; null if there is no such time. */
function clockAt(words, at) {
  const word = words[at]?.word;
  if (word === 'noon' || word === 'midnight') {
    return { clock: [word === 'noon' ? 12 : 0, 0], end: at + 1 };
  }
  const [, hours, minutes = '0', joined] = word?.match(/^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/) ?? [];
  const apart = !joined && ['am', 'pm'].includes(words[at + 1]?.word) ? words[at + 1].word : null;
  const half = joined ?? apart;
  const hour = half ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours);
  const exists = hours && Number(minutes) < 60 && (half ? Number(hours) >= 1 && Number(hours) <= 12 : hour < 24);
  return exists ? { clock: [hour, Number(minutes)], end: at + (apart ? 2 : 1) } : null;
}

/** Days and weeks keep the time of day, even if the clocks change in between. */
function durationOf({ parts }, now) {
  const sum = (units) => parts.reduce((total, { count, unit }) => total + count * (units[unit] ?? 0), 0);
  const delay = sum({ minute: MINUTE, hour: HOUR });
  const days = sum({ day: 1, week: 7 });
  if (days === 0) {
    return delay > 0 ? { delay } : null;
  }
  const due = new Date(now);
  due.setDate(due.getDate() + days);
  return { due: new Date(due.getTime() + delay) };
}

function momentOf({ day, clock }, now) {
  const ahead = (days) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, ...(clock ?? MORNING));
  if (!day) {
    return { due: ahead(0) > now ? ahead(0) : ahead(1) };
  }
  if (day.date) {
    const due = new Date(...day.date, ...(clock ?? MORNING));
    return due.getMonth() === day.date[1] && due.getDate() === day.date[2] ? { due } : null;
  }
  if (day.ahead !== undefined) {
    return { due: ahead(day.ahead) };
  }
  const days = (day.weekday - now.getDay() + 7) % 7;
  return { due: days > 0 || (!day.next && ahead(0) > now) ? ahead(days) : ahead(7) };
}
