import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calledIn, callsMe, meansMe, places } from '../../../static-web/model/calls.js';

test('of the names that may be meant, the longest that was called is the one, in any case', () => {
  assert.equal(calledIn({ mentions: ['bob', 'ann-lee'] })(['Ann-Lee', 'Ann']), 'Ann-Lee');
  assert.equal(calledIn({ mentions: ['ann'] })(['ann.lee', 'ann']), 'ann');
  assert.equal(calledIn({ mentions: ['bob'], here: true })(['HERE']), 'HERE');
  assert.equal(calledIn({ mentions: ['bob'] })(['here']), null);
  assert.equal(calledIn({})(['bob']), null);
});

test('own calls and calls of everybody are told apart from others', () => {
  assert.equal(meansMe('Ann', 'ann'), true);
  assert.equal(meansMe('Here', 'ann'), true);
  assert.equal(meansMe('bob', 'ann'), false);
  assert.equal(meansMe('bob', null), false);
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
