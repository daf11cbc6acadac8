import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATEGORIES, emojiNamed, findEmoji } from '../../../static-web/model/emoji.js';

const all = CATEGORIES.flatMap(({ emoji }) => emoji);

test('every entry is an emoji with a unique name', () => {
  for (const { emoji, name } of all) {
    assert.match(emoji, /^\p{RGI_Emoji}$/v, `${emoji} ${name}`);
    assert.match(name, /^[a-z0-9+_-]+$/);
  }
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  assert.equal(new Set(all.map(({ emoji }) => emoji)).size, all.length);
});

test('emoji are ranked by exact name, then by name prefix, then by other words', () => {
  const found = findEmoji('heart').map(({ name }) => name);
  assert.equal(found[0], 'heart');
  assert.ok(found.indexOf('heart_eyes') < found.indexOf('adored') || !found.includes('adored'));
  assert.ok(findEmoji('yes').some(({ emoji }) => emoji === '👍'));
  assert.deepEqual(findEmoji('nothing-like-it'), []);
  assert.equal(emojiNamed('Tada'), '🎉');
  assert.equal(emojiNamed('none'), null);
});
