import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withLabel } from '../../../static-web/model/room-label.js';
import { matches } from '../../../static-web/model/matching.js';

const rooms = ['general', 'garden', 'tea-garden', 'book club', 'dragons'].map((name) => ({ name, title: name }));
const names = (query, list = rooms) => matches(list.map((room) => withLabel(room, 'ann')), query).map(({ name }) => name);

test('matches rank by name prefix, word prefix, substring, then letters in order', () => {
  assert.deepEqual(names('gar'), ['garden', 'tea-garden']);
  assert.deepEqual(names('ga'), ['garden', 'tea-garden', 'general']);
  assert.deepEqual(names('club'), ['book club']);
  assert.deepEqual(names('bkc'), ['book club']);
  assert.deepEqual(names('xyz'), []);
});

test('an empty query matches all rooms, unread ones first', () => {
  const some = [{ name: 'a' }, { name: 'b', unread: 2 }];
  assert.deepEqual(names('', some), ['b', 'a']);
});

test('matching ignores case', () => assert.deepEqual(names('GENERAL'), ['general']));

test('matching ignores accents, apostrophes and width', () => {
  const some = [{ name: 'cafe', title: 'Café' }, { name: 'obriens', title: 'O’Brien’s' }];
  assert.deepEqual(names('café', some), ['cafe']);
  assert.deepEqual(names('CAFE', some), ['cafe']);
  assert.deepEqual(names("o'brien", some), ['obriens']);
  assert.deepEqual(names('ｏｂｒｉｅｎ', some), ['obriens']);
});

test('a room matches its former names, and a conversation its usernames', () => {
  assert.deepEqual(names('tea', [{ name: 'coffee', title: 'Coffee', former_names: ['tea'] }]), ['coffee']);
  const direct = { id: 'd', people: ['ann', 'bob'], names: { bob: 'Robert' } };
  assert.equal(matches([withLabel(direct, 'ann')], 'bob').length, 1);
});
