import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reminderOf, usualTimes } from '../../../static-web/model/reminders.js';

/** A Saturday, by the computer's own calendar. */
const NOW = new Date(2026, 10, 28, 14, 0);
const MINUTE = 60_000;

const at = (year, month, day, hour, minute = 0) => new Date(year, month - 1, day, hour, minute).toISOString();
const read = (rest) => reminderOf(rest, NOW);

test('a duration is sent as it is', () => {
  for (const [words, minutes] of Object.entries({
    'in 20 minutes': 20,
    'in 1 minute': 1,
    'in 5m': 5,
    'in 2 hours': 120,
    'in an hour': 60,
    'in half an hour': 30,
    'in 1 hour 30 minutes': 90,
    'in 1h 15min': 75,
    'in 2h': 120,
    'in 2 hours and 5 minutes': 125,
    'In 20 Minutes': 20,
  })) {
    assert.deepEqual(read(`${words} call Bob`), { text: 'call Bob', delay_ms: minutes * MINUTE }, words);
  }
});

test('days and weeks keep the time of day', () => {
  assert.deepEqual(read('in 2 days x'), { text: 'x', due_at: at(2026, 11, 30, 14) });
  assert.deepEqual(read('in a week x'), { text: 'x', due_at: at(2026, 12, 5, 14) });
  assert.deepEqual(read('in 1 day 2 hours x'), { text: 'x', due_at: at(2026, 11, 29, 16) });
});

test('a time of day is its next occurrence', () => {
  assert.equal(read('at 15:30 x').due_at, at(2026, 11, 28, 15, 30));
  assert.equal(read('at 9 x').due_at, at(2026, 11, 29, 9));
  assert.equal(read('at 14:00 x').due_at, at(2026, 11, 29, 14));
  assert.equal(read('at 3pm x').due_at, at(2026, 11, 28, 15));
  assert.equal(read('at 3.45 pm x').due_at, at(2026, 11, 28, 15, 45));
  assert.equal(read('at 12am x').due_at, at(2026, 11, 29, 0));
  assert.equal(read('at noon x').due_at, at(2026, 11, 29, 12));
  assert.equal(read('at midnight x').due_at, at(2026, 11, 29, 0));
});

test('days may have a time, before or after', () => {
  assert.equal(read('tomorrow x').due_at, at(2026, 11, 29, 9));
  assert.equal(read('tomorrow at 7:15 x').due_at, at(2026, 11, 29, 7, 15));
  assert.equal(read('at 7:15 tomorrow x').due_at, at(2026, 11, 29, 7, 15));
  assert.equal(read('today at 18 x').due_at, at(2026, 11, 28, 18));
  assert.equal(read('on 2026-12-24 at 18:00 x').due_at, at(2026, 12, 24, 18));
  assert.equal(read('2027-01-02 x').due_at, at(2027, 1, 2, 9));
  assert.equal(read('on Monday x').due_at, at(2026, 11, 30, 9));
  assert.equal(read('next wednesday at 10 x').due_at, at(2026, 12, 2, 10));
  assert.equal(read('on saturday at 15 x').due_at, at(2026, 11, 28, 15));
  assert.equal(read('on saturday at 13 x').due_at, at(2026, 12, 5, 13));
  assert.equal(read('next saturday at 15 x').due_at, at(2026, 12, 5, 15));
});

test('"me" and "to" are optional, and the time may come last', () => {
  const expected = { text: 'call Bob', delay_ms: 20 * MINUTE };
  for (const words of ['me in 20 minutes to call Bob', 'in 20 minutes, call Bob', 'me to call Bob in 20 minutes', 'call Bob in 20 minutes', 'Me  in 20  minutes   that call Bob']) {
    assert.deepEqual(read(words), expected, words);
  }
  assert.equal(read('me about the cake tomorrow at 9').text, 'the cake');
  assert.equal(read('in 1 hour leave at 15:30').text, 'leave at 15:30');
  assert.equal(read('in 1 hour - one\n- two').text, '- one\n- two');
});

test('what is missing or wrong is named', () => {
  ['', 'me', 'call Bob', 'in 20 call Bob', 'in 3 parsecs x', 'at 25 x', 'at 13pm x', 'at 9:75 x', 'on 2026-02-30 x', 'in 0 minutes x', 'mondayish x', 'atlas x'].forEach((words) => assert.deepEqual(read(words), { fault: 'time' }, words));
  ['in 20 minutes', 'me tomorrow at 9', 'at 15:30 to '].forEach((words) => assert.deepEqual(read(words), { fault: 'text' }, words));
  ['today at 9 x', 'on 2020-01-01 x', 'today x'].forEach((words) => assert.deepEqual(read(words), { fault: 'past' }, words));
});

test('any text is read in bounded time', () => {
  const from = performance.now();
  ['in 1 '.repeat(800), 'at '.repeat(1300), ' '.repeat(4000), `x${' in 1 hour'.repeat(400)} x`].forEach(read);
  assert.ok(performance.now() - from < 2000);
});

test('the usual times are in working hours', () => {
  assert.deepEqual(usualTimes(NOW), {
    minutes: { delay_ms: 20 * MINUTE },
    hour: { delay_ms: 60 * MINUTE },
    hours: { delay_ms: 180 * MINUTE },
    tomorrow: { due_at: at(2026, 11, 29, 9) },
    monday: { due_at: at(2026, 11, 30, 9) },
  });
  assert.equal(usualTimes(new Date(2026, 10, 30, 8)).monday.due_at, at(2026, 12, 7, 9));
});
