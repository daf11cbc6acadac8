import assert from 'node:assert/strict';
import { it } from 'node:test';
import { graphemes } from '../../../static-web/model/graphemes.js';
import { isBlank, isEmojiOnly, lengthOf, maySend, roomName, roomNameFault } from '../../../static-web/model/text.js';

it('measures texts in code points', () => {
  assert.equal(lengthOf('a😀é'), 3);
  assert.equal(maySend('😀'.repeat(4000)), true);
  assert.equal(maySend('😀'.repeat(4001)), false);
});

it('treats texts of spaces and invisible characters as blank', () => {
  for (const text of ['', ' \n\t', '\u200b\u200d', '\u00a0\u3000', '\ufeff']) {
    assert.equal(isBlank(text), true);
  }
  assert.equal(isBlank(' . '), false);
});

it('derives room names like the server', () => {
  assert.equal(roomName('  Tea  and cake '), 'Tea-and-cake');
  assert.equal(roomNameFault('café_7-茶'), null);
  assert.equal(roomNameFault('a/b'), 'characters');
  assert.equal(roomNameFault('x'.repeat(65)), 'too_long');
});

it('detects texts of a few emoji only', () => {
  for (const text of ['🎉', '👍 👍', '1️⃣', '1⃣', '#️⃣', '🇯🇵', '👨‍👩‍👧‍👦👩‍🚀', '❤️', '❤', '☕\n🍰', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '👍🏽', '©️']) {
    assert.equal(isEmojiOnly(text), true, text);
  }
  for (const text of ['3 🍎', '#1 🎉', '©2024', '©', '1', '12', '#', '*', '', ' ', '™', '🎉!', 'a', '→', '🎉'.repeat(9), '\ufe0f', '\u200d', '❤\ufe0e']) {
    assert.equal(isEmojiOnly(text), false, text);
  }
});

it('never splits characters at segment boundaries', () => {
  for (const character of ['a', '👨‍👩‍👧‍👦', 'e\u0301', '🇯🇵', 'நி']) {
    for (let before = 0; before < 12; before++) {
      const found = [...graphemes('x'.repeat(before) + character.repeat(300))];
      assert.deepEqual(found, [...'x'.repeat(before), ...Array(300).fill(character)]);
    }
  }
});
