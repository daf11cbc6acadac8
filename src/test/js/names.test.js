import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesakes, toldApart } from '../../../static-web/model/namesakes.js';
import { Rooms } from '../../../static-web/model/rooms.js';
import { isBlank, nameOfTitle, roomNameFault, sameName } from '../../../static-web/model/text.js';
import { recorded, liveRoom } from './support.js';

test('people whose displayed name equals another one\'s display name or username are namesakes', () => {
  const people = [
    { username: 'ann', display_name: 'Anna' },
    { username: 'anna2', display_name: 'ANNA' },
    { username: 'bob', display_name: 'Robert' },
    { username: 'rob', display_name: 'bob' },
    { username: 'cid', display_name: 'Cid' },
  ];
  assert.deepEqual([...namesakes(people)].sort(), ['ann', 'anna2', 'rob']);
  assert.equal(toldApart('ann', 'Anna', true), 'Anna @ann');
  assert.equal(toldApart('cid', 'Cid', false), 'Cid');
});

test('a room updates its namesakes when members are loaded or renamed', () => {
  const room = liveRoom();
  room.learnMembers([{ username: 'ann', display_name: 'Anna' }, { username: 'bob', display_name: 'Bob' }]);
  assert.equal(room.namesakes.size, 0);
  room.changed({ revision: 4, member: { username: 'bob', display_name: 'Anna', joined: true, role: 'member', revision: 4 } });
  assert.deepEqual([...room.namesakes].sort(), ['ann', 'bob']);
});

const tea = { id: 'r', name: 'tea', title: 'Tea', last_seq: 0, read_seq: 0 };

for (const [how, tell] of Object.entries({
  'an open room says it': (rooms) => rooms.learn(tea),
  'the socket tells of the own rooms': (rooms) => rooms.watching({ rooms: [{ ...tea, role: 'member' }] }),
  'a frame tells of a new one': (rooms) => rooms.hear({ type: 'room', room: tea }),
  'it was kept from an earlier visit': (rooms) => rooms.restore([tea]),
})) {
  test(`a room that became known because ${how} can be referred to, and emits names`, () => {
    const rooms = new Rooms({ get: async () => ({ rooms: [] }) }, 'ann');
    const names = recorded(rooms, 'names');
    tell(rooms);
    assert.equal(rooms.named('TEA').id, 'r');
    assert.equal(names.length, 1);
    rooms.learn({ id: 'r', last_seq: 7 });
    assert.equal(names.length, 1, 'a message is no other name');
    rooms.learn({ id: 'r', name: 'coffee', former_names: ['tea'] });
    assert.equal(names.length, 2);
    assert.equal(rooms.named('tea').id, 'r');
    assert.equal(rooms.named('coffee').id, 'r');
  });
}

test('a current room name takes precedence over a former one', () => {
  const rooms = new Rooms({}, 'ann');
  rooms.learn({ ...tea, id: 'former', name: 'coffee', former_names: ['tea'] });
  rooms.learn(tea);
  assert.equal(rooms.named('tea').id, 'r');
});

test('a title refers to its room regardless of case and accents', () => {
  const rooms = new Rooms({}, 'ann');
  rooms.learn({ ...tea, name: 'buro-c', title: 'Büro C++' });
  assert.equal(rooms.meant(' buro c++ ').id, 'r');
  assert.equal(rooms.meant('buro c').id, 'r');
  assert.equal(rooms.meant('C++'), null);
});

test('names derive from titles as on the server', () => {
  assert.equal(nameOfTitle('R&D'), 'r-d');
  assert.equal(nameOfTitle('Büro & Planung 2027!'), 'büro-planung-2027');
  assert.equal(nameOfTitle('🎉'), '');
});

test('a text without visible characters is blank', () => {
  for (const hidden of ['', ' \n', '\u115F\u1160', '\u3164', '\uFFA0', '\u2800', '\u0301', '\uFE0F', '\u202E', '\u200D\u2060', '\u{1D159}']) {
    assert.ok(isBlank(hidden), JSON.stringify(hidden));
    assert.ok(!isBlank(`${hidden}x`), JSON.stringify(hidden));
  }
  for (const shown of ['.', '👍', '❤️', '한', 'ก', '\uE000', '¯']) {
    assert.ok(!isBlank(shown), shown);
  }
  assert.equal(roomNameFault('\u3164'), 'characters');
  assert.ok(sameName('می\u200Cخواهم', 'میخواهم'));
});

test('rooms and conversations with equal labels are namesakes', () => {
  const rooms = new Rooms({}, 'ann');
  rooms.learn({ id: 'a', name: 'general', title: 'General', kind: 'public' });
  rooms.learn({ id: 'b', name: 'general-2', title: 'Généràl', kind: 'public' });
  rooms.learn({ id: 'c', name: 'tea', title: 'Tea', kind: 'public' });
  rooms.learn({ id: 'd', kind: 'direct', people: ['ann', 'tea'] });
  assert.deepEqual([...rooms.namesakes].sort(), ['a', 'b']);
});
