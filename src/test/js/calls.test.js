import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsIn, mentionsMe, meansMe, places } from '../../../static-web/model/mentions.js';

test('a mention refers to the longest mentioned candidate, regardless of case', () => {
  assert.equal(mentionsIn({ mentions: ['bob', 'ann-lee'] })(['Ann-Lee', 'Ann']), 'Ann-Lee');
  assert.equal(mentionsIn({ mentions: ['ann'] })(['ann.lee', 'ann']), 'ann');
  assert.equal(mentionsIn({ mentions: ['bob'], here: true })(['HERE']), 'HERE');
  assert.equal(mentionsIn({ mentions: ['bob'] })(['here']), null);
  assert.equal(mentionsIn({})(['bob']), null);
});

test('mentions of the own account and of everybody differ from other mentions', () => {
  assert.equal(meansMe('Ann', 'ann'), true);
  assert.equal(meansMe('Here', 'ann'), true);
  assert.equal(meansMe('bob', 'ann'), false);
  assert.equal(meansMe('bob', null), false);
});

test('a message does not mention its author', () => {
  assert.equal(mentionsMe({ mentions: ['ann'], author: 'bob' }, 'ann'), true);
  assert.equal(mentionsMe({ here: true, author: 'ann' }, 'ann'), false);
  assert.equal(mentionsMe({ mentions: [], author: 'bob' }, 'ann'), false);
});

test('only names after a hash refer to rooms', () => {
  const known = new Set(['tea', 'tea-garden', 'می\u200cخواهم']);
  const roomOf = (name) => (known.has(name) ? { name } : null);
  const named = (text) => places(text, roomOf).map(({ text: part, room }) => (room ? `[${part}]` : part)).join('');
  assert.equal(named('see #tea-garden, #tea. Not #coffee'), 'see [#tea-garden], [#tea]. Not #coffee');
  assert.equal(named('#teaを見て #tea-pot #teapot'), '[#tea]を見て #tea-pot #teapot');
  assert.equal(named('C#tea &#tea; a/#tea'), 'C#tea &#tea; a/#tea');
  assert.equal(named('#می\u200cخواهم\u200c #tea\u200d'), '[#می\u200cخواهم]\u200c [#tea]\u200d');
  assert.equal(named(''), '');
});
