import assert from 'node:assert/strict';
import { test } from 'node:test';
import { described } from '../../../static-web/model/described.js';
import { matches } from '../../../static-web/model/matching.js';

const rooms = ['general', 'garden', 'tea-garden', 'book club', 'dragons'].map((name) => ({ name, title: name }));
const names = (query, list = rooms) => matches(list.map((room) => described(room, 'ann')), query).map(({ name }) => name);

test('the beginning of the name counts most, then of a word, then any part, then letters in order', () => {
  assert.deepEqual(names('gar'), ['garden', 'tea-garden']);
  assert.deepEqual(names('ga'), ['garden', 'tea-garden', 'general']);
  assert.deepEqual(names('club'), ['book club']);
  assert.deepEqual(names('bkc'), ['book club']);
  assert.deepEqual(names('xyz'), []);
});

test('without letters all match, unread ones first', () => {
  const some = [{ name: 'a' }, { name: 'b', unread: 2 }];
  assert.deepEqual(names('', some), ['b', 'a']);
});

test('case does not count', () => assert.deepEqual(names('GENERAL'), ['general']));

test('accents, apostrophes and width do not count', () => {
  const some = [{ name: 'cafe', title: 'Café' }, { name: 'obriens', title: 'O’Brien’s' }];
  assert.deepEqual(names('café', some), ['cafe']);
  assert.deepEqual(names('CAFE', some), ['cafe']);
  assert.deepEqual(names("o'brien", some), ['obriens']);
  assert.deepEqual(names('ｏｂｒｉｅｎ', some), ['obriens']);
});

test('a room is found by a name that it had, and a conversation by a username', () => {
  assert.deepEqual(names('tea', [{ name: 'coffee', title: 'Coffee', former_names: ['tea'] }]), ['coffee']);
  const direct = { id: 'd', people: ['ann', 'bob'], names: { bob: 'Robert' } };
  assert.equal(matches([described(direct, 'ann')], 'bob').length, 1);
});
