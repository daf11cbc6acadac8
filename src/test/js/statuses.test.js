import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Activity } from '../../../static-web/model/activity.js';
import { Emitter } from '../../../static-web/model/emitter.js';
import { FollowedPeople } from '../../../static-web/model/followed-people.js';
import { PersonStates } from '../../../static-web/model/person-states.js';
import { ENDS, durationOf, endOf } from '../../../static-web/model/status-ends.js';

const HOUR = 3_600_000;

test('a status ends at the end of the own day or week, whatever the clock of the computer says', () => {
  const wednesday = new Date(2026, 10, 25, 22, 30);
  const sunday = new Date(2026, 10, 29, 22, 30);
  const ahead = Date.UTC(2020, 0, 1) - wednesday + 900;
  assert.deepEqual(ENDS.map((end) => durationOf(end, wednesday)), [null, HOUR / 2, HOUR, 1.5 * HOUR, 97.5 * HOUR]);
  assert.equal(durationOf('week', sunday), 1.5 * HOUR);
  assert.equal(endOf('never', ahead, wednesday), null);
  assert.equal(endOf('today', ahead, wednesday), '2020-01-01T01:30:00.000Z');
});

test('watchers hear changes of their person only, until they stop', () => {
  const states = new PersonStates();
  const heard = [];
  const stop = states.watch('ann', () => heard.push(states.of('ann').status?.text));
  states.learn({ username: 'bob', status: { text: 'Away', do_not_disturb: true } });
  states.learn({ username: 'ann', status: { text: 'Here', do_not_disturb: false } });
  states.learn({ username: 'ann' });
  stop();
  states.learn({ username: 'ann', status: { text: 'Back', do_not_disturb: false } });
  assert.deepEqual(heard, ['Here', undefined]);
  assert.deepEqual(['ann', 'bob', 'cid'].map((name) => states.isQuiet(name)), [false, true, false]);
});

test('the answer about the own status replaces it and keeps everything else', () => {
  const states = new PersonStates();
  states.learn({ username: 'ann', presence: 'online' });
  states.learnOwn('ann', { text: 'Here', do_not_disturb: false, now: '2026-01-01T00:00:00Z' });
  assert.deepEqual(states.of('ann'), { username: 'ann', presence: 'online', status: { text: 'Here', do_not_disturb: false } });
  states.learnOwn('ann', { do_not_disturb: false, now: '2026-01-01T00:00:00Z' });
  assert.deepEqual(states.of('ann'), { username: 'ann', presence: 'online', status: undefined });
});

function chatOf(rooms) {
  const chat = new Emitter();
  chat.account = { username: 'me' };
  chat.connection = 'open';
  chat.viewed = null;
  chat.rooms = new Emitter();
  chat.rooms.mine = rooms;
  return chat;
}

test('the page follows whom it shows, once, and again on a new connection', (context) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  context.after(() => mock.timers.reset());
  const sent = [];
  const chat = chatOf([{ others: ['ann'] }, {}]);
  const followed = new FollowedPeople(chat, (frame) => sent.push(frame.usernames));
  followed.connected();
  chat.rooms.emit('change');
  mock.timers.tick(200);
  assert.deepEqual(sent, [['me', 'ann']]);

  const room = new Emitter();
  room.online = new Set(['bob']);
  room.members = new Map([['cid', { username: 'cid', joined: true }], ['dan', { username: 'dan', joined: false }]]);
  chat.viewed = room;
  chat.emit('viewed');
  mock.timers.tick(200);
  room.online = new Set(['bob', 'cid']);
  room.emit('people');
  mock.timers.tick(200);
  assert.deepEqual(sent.slice(1), [['me', 'ann', 'bob', 'cid']]);

  chat.viewed = null;
  chat.emit('viewed');
  mock.timers.tick(200);
  followed.connected();
  mock.timers.tick(200);
  assert.deepEqual(sent.slice(2), [['me', 'ann'], ['me', 'ann']]);
});

test('the page follows no more people than the server accepts', (context) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  context.after(() => mock.timers.reset());
  const sent = [];
  const chat = chatOf([{ others: ['ann'] }]);
  const followed = new FollowedPeople(chat, (frame) => sent.push(frame.usernames));
  chat.viewed = Object.assign(new Emitter(), { online: new Set(Array.from({ length: 900 }, (_, at) => `p${at}`)), members: new Map() });
  chat.emit('viewed');
  followed.connected();
  mock.timers.tick(200);
  assert.equal(sent[0].length, 500);
  assert.deepEqual(sent[0].slice(0, 2), ['me', 'ann']);
});

test('whoever has an open card is followed, too, until it is closed', (context) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  context.after(() => mock.timers.reset());
  const sent = [];
  const chat = chatOf([{ others: ['ann'] }]);
  const followed = new FollowedPeople(chat, (frame) => sent.push(frame.usernames));
  const stop = followed.alsoFollow('eve');
  mock.timers.tick(200);
  stop();
  mock.timers.tick(200);
  assert.deepEqual(sent, [['me', 'eve', 'ann'], ['me', 'ann']]);
});

test('a page without input for ten minutes is not used, until there is input again', (context) => {
  mock.timers.enable({ apis: ['setInterval'] });
  context.after(() => mock.timers.reset());
  const page = new EventTarget();
  let now = 0;
  const pass = (minutes) => {
    now += minutes * 60_000;
    mock.timers.tick(minutes * 60_000);
  };
  const activity = new Activity(page, () => now);
  const heard = [];
  activity.on('change', () => heard.push(activity.isActive));
  pass(9);
  page.dispatchEvent(new Event('keydown'));
  pass(9);
  assert.deepEqual(heard, []);
  pass(1);
  assert.deepEqual(heard, [false]);
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual(heard, [false]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  page.dispatchEvent(new Event('pointermove'));
  assert.deepEqual(heard, [false, true]);
});
