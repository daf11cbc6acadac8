import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calls, callsMe, places } from '../../../static-web/model/calls.js';

const marked = (text, called) => calls(text, called).map(({ text: part, name, me }) => (name ? `[${part}${me ? '!' : ''}]` : part)).join('');

test('a call is found where it stands, in any case', () => {
  assert.equal(marked('hi @bob, @Ann-Lee. and @carol', { mentions: ['bob', 'ann-lee'] }), 'hi [@bob], [@Ann-Lee]. and @carol');
});

test('the longest name that was called is the one', () => {
  assert.equal(marked('@ann.lee.', { mentions: ['ann', 'ann.lee'] }), '[@ann.lee].');
  assert.equal(marked('@ann.lee', { mentions: ['ann'] }), '[@ann].lee');
});

test('own calls and calls of everybody are told apart', () => {
  assert.equal(marked('@bob @here @ann', { mentions: ['bob', 'ann'], here: true, me: 'ann' }), '[@bob] [@here!] [@ann!]');
});

test('a text that calls nobody stays whole', () => {
  assert.deepEqual(calls('mail@bob', { mentions: ['bob'] }), [{ text: 'mail@bob' }]);
  assert.deepEqual(calls('@bob', {}), [{ text: '@bob' }]);
});

test('nobody is called by their own message', () => {
  assert.equal(callsMe({ mentions: ['ann'], author: 'bob' }, 'ann'), true);
  assert.equal(callsMe({ here: true, author: 'ann' }, 'ann'), false);
  assert.equal(callsMe({ mentions: [], author: 'bob' }, 'ann'), false);
});

test('a room is found where its name stands behind a hash, and nothing else is', () => {
  const known = new Set(['tea', 'tea-garden']);
  const roomOf = (name) => (known.has(name) ? { name } : null);
  const named = (text) => places(text, roomOf).map(({ text: part, room }) => (room ? `[${part}]` : part)).join('');
  assert.equal(named('see #tea-garden, #tea. Not #coffee'), 'see [#tea-garden], [#tea]. Not #coffee');
  assert.equal(named('C#tea &#tea; a/#tea'), 'C#tea &#tea; a/#tea');
  assert.equal(named(''), '');
});
