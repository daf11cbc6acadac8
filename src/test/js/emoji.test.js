import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMON, EmojiSet, toned, TONES } from '../../../static-web/model/emoji.js';
import { recorded } from './support.js';
import { standardEmoji } from './standard-emoji.js';

const full = new EmojiSet();
await full.load(standardEmoji);
const all = full.categories.flatMap(({ emoji }) => emoji);

test('every entry is an emoji with a unique name, in every skin tone', () => {
  for (const list of [COMMON, all]) {
    for (const { emoji, name, hasTones } of list) {
      (hasTones ? ['', ...TONES] : ['']).forEach((tone) => assert.match(toned(emoji, tone), /^\p{RGI_Emoji}$/v, `${emoji} ${name} ${tone}`));
      assert.match(name, /^[\p{Ll}0-9+_’-]+$/u);
    }
    assert.equal(new Set(list.map(({ name }) => name)).size, list.length);
    assert.equal(new Set(list.map(({ emoji }) => emoji)).size, list.length);
  }
});

test('all emoji are there, with flags, keycaps and sequences; the common ones keep their names', () => {
  assert.deepEqual(full.categories.map(({ id }) => id), ['smileys', 'people', 'nature', 'food', 'activities', 'travel', 'objects', 'symbols', 'flags']);
  assert.ok(all.length > 1900, `${all.length}`);
  ['🇺🇦', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '#️⃣', '🧑‍🤝‍🧑', '🏳️‍🌈', '👩‍🚀'].forEach((emoji) => assert.ok(all.some((one) => one.emoji === emoji), emoji));
  const names = new Map(all.map(({ emoji, name }) => [emoji, name]));
  COMMON.forEach(({ emoji, name }) => assert.equal(names.get(emoji), name));
});

test('a skin tone replaces another one', () => {
  const [light, , , , dark] = TONES;
  assert.deepEqual([toned('👍', light), toned('👍🏻', dark), toned('☝️', '')], ['👍🏻', '👍🏿', '☝️']);
  assert.equal(toned('🧑‍🤝‍🧑', dark), '🧑🏿‍🤝‍🧑🏿');
  assert.equal(toned('☝️', dark), '☝🏿');
  assert.equal(full.nameOf('☝🏿'), full.nameOf('☝️'));
  assert.equal(full.nameOf('x'), null);
});

for (const [which, set] of [['common', new EmojiSet()], ['all', full]]) {
  test(`${which} emoji are ranked by exact name, then by name prefix, then by other words`, () => {
    const found = set.find('heart').map(({ name }) => name);
    assert.equal(found[0], 'heart');
    assert.ok(found.indexOf('heart_eyes') < found.indexOf('love') || !found.includes('love'));
    assert.ok(set.find('yes').some(({ emoji }) => emoji === '👍'));
    assert.deepEqual(set.find('nothing-like-it'), []);
    assert.equal(set.named('Tada'), '🎉');
    assert.equal(set.named('thumbsup'), '👍');
    assert.equal(set.named('none'), null);
  });
}

test('several words narrow a search', () => {
  assert.equal(full.find('flag germ')[0].emoji, '🇩🇪');
  assert.equal(full.find('red heart')[0].emoji, '❤️');
  assert.equal(full.find('heart_eyes')[0].emoji, '😍');
});

test('all emoji are loaded once, and again after a failure', async () => {
  const set = new EmojiSet();
  const changes = recorded(set, 'change');
  await assert.rejects(set.load(() => Promise.reject(new Error('offline'))));
  assert.equal(set.isLoaded, false);
  let reads = 0;
  const read = () => standardEmoji(reads++);
  await Promise.all([set.load(read), set.load(read)]);
  await set.load(read);
  assert.deepEqual([reads, changes.length, set.isLoaded], [1, 1, true]);
});
