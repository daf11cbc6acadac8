import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isBlank, lengthOf, maySend, roomName, roomNameFault } from '../../../static-web/model/text.js';

it('A text counts in code points', () => {
  assert.equal(lengthOf('a😀é'), 3);
  assert.equal(maySend('😀'.repeat(4000)), true);
  assert.equal(maySend('😀'.repeat(4001)), false);
});

it('A text of spaces and invisible signs is blank', () => {
  for (const text of ['', ' \n\t', '\u200b\u200d', '\u00a0\u3000', '\ufeff']) {
    assert.equal(isBlank(text), true);
  }
  assert.equal(isBlank(' . '), false);
});

it('A room is named as the server will name it', () => {
  assert.equal(roomName('  Tea  and cake '), 'Tea-and-cake');
  assert.equal(roomNameFault('café_7-茶'), null);
  assert.equal(roomNameFault('a/b'), 'characters');
  assert.equal(roomNameFault('x'.repeat(65)), 'too_long');
});
