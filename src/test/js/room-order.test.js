import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rooms } from '../../../static-web/model/rooms.js';

const BASE = { role: 'member', last_seq: 5, read_seq: 5, created_at: '2026-01-01T00:00:00Z' };
const room = (name, more = {}) => ({ ...BASE, id: name, name, kind: 'public', ...more });
const direct = (other, more = {}) => ({ ...BASE, id: other, kind: 'direct', people: ['me', other], ...more });

function listOf(...rooms) {
  const list = new Rooms(null, 'me');
  list.watching({ rooms });
  return list;
}

const ids = (rooms) => rooms.map(({ id }) => id);

test('direct conversations are in the order of their newest messages', () => {
  const list = listOf(
    direct('ann', { last_at: '2026-02-01T00:00:00Z' }),
    direct('bob', { last_seq: 0, read_seq: 0 }),
    direct('cid', { last_at: '2026-03-01T00:00:00Z' }),
    room('zebra'),
    room('apple'),
  );
  assert.deepEqual(ids(list.sections.direct), ['cid', 'ann', 'bob']);
  assert.deepEqual(ids(list.sections.named), ['apple', 'zebra']);

  list.hear({ type: 'unread', room: 'ann', last_seq: 6, read_seq: 5, mentions: 0, deleted_unread: 0, message: { seq: 6, at: '2026-04-01T00:00:00Z' } });
  assert.deepEqual(ids(list.sections.direct), ['ann', 'cid', 'bob']);
});

test('a message whose time is not said was posted a moment ago', () => {
  const list = listOf(direct('ann', { last_at: '2026-02-01T00:00:00Z' }), direct('cid', { last_at: '2026-03-01T00:00:00Z' }));
  list.learn({ id: 'ann', read_seq: 5, last_at: undefined });
  assert.deepEqual(ids(list.sections.direct), ['cid', 'ann']);
  list.learn({ id: 'ann', last_seq: 6, last_at: undefined });
  assert.deepEqual(ids(list.sections.direct), ['ann', 'cid']);
});

test('rooms with something unread come first if this is wanted', () => {
  const list = listOf(
    room('apple'),
    room('berry', { notify: 'none', last_seq: 9 }),
    room('cherry', { notify: 'none', last_seq: 9, mentions: 1 }),
    room('date', { last_seq: 9 }),
    room('elder', { favourite: true }),
    room('fig', { favourite: true, last_seq: 9 }),
    direct('ann', { last_at: '2026-03-01T00:00:00Z' }),
    direct('bob', { last_at: '2026-02-01T00:00:00Z', last_seq: 9 }),
  );
  assert.deepEqual(ids(list.listed), ['elder', 'fig', 'apple', 'berry', 'cherry', 'date', 'ann', 'bob']);
  let changes = 0;
  list.on('change', () => changes++);
  list.unreadFirst = true;
  assert.equal(changes, 1);
  assert.deepEqual(ids(list.listed), ['fig', 'elder', 'cherry', 'date', 'apple', 'berry', 'bob', 'ann']);
});
