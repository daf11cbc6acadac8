import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete } from '../../../static-web/model/completion.js';

const known = {
  me: 'me-myself',
  members: [
    { username: 'ann', display_name: 'Ann Miller' },
    { username: 'anton', display_name: 'anton' },
    { username: 'bob', display_name: 'Anna’s Bob', joined: false },
    { username: 'angela', display_name: 'Angela', disabled: true },
    { username: 'me-myself', display_name: 'An I' },
  ],
  rooms: [{ name: 'tea-room', title: 'Tea' }, { name: null, title: '' }],
};
const labels = (text, caret = text.length) => complete(text, caret, known)?.options.map(({ label }) => label) ?? null;

test('an @ completes members by username and display name, except the own account, former members and disabled accounts', () => {
  assert.deepEqual(labels('hi @an'), ['@ann', '@anton']);
  assert.deepEqual(labels('@mil'), ['@ann']);
  assert.deepEqual(labels('@he'), ['@here']);
  assert.equal(labels('@zz'), null);
});

test('a sign inside a word completes nothing', () => {
  assert.equal(labels('mail@an'), null);
  assert.equal(labels('12:30'), null);
});

test('a colon completes emoji after two letters', () => {
  assert.equal(labels(':t'), null);
  assert.equal(labels('well :tad')[0], '🎉');
});

test('a # completes rooms', () => assert.deepEqual(labels('see #te'), ['#tea-room']));

test('only the word before the caret is completed', () => {
  const found = complete('hi @an, and @bo', 6, known);
  assert.deepEqual([found.from, found.to], [3, 6]);
  assert.equal(found.options[0].text, '@ann ');
});
