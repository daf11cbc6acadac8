import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { complete } from '../../../static-web/model/completion.js';
import { customEmoji, CustomEmoji } from '../../../static-web/model/custom-emoji.js';
import { EmojiSet } from '../../../static-web/model/emoji.js';
import { standardEmoji } from './standard-emoji.js';

const some = () => {
  const emoji = new CustomEmoji();
  emoji.learn([
    { name: 'party_parrot', picture: 'p1' },
    { name: 'ok-then', picture: 'p2' },
    { name: '42', picture: 'p3' },
  ]);
  return emoji;
};

test('a text is split at known names only, and nothing of it is lost', () => {
  const emoji = some();
  const names = (text) => emoji.parts(text).filter((part) => part.emoji).map((part) => part.emoji);
  for (const [text, expected] of [
    ['hello', []],
    [':party_parrot:', [':party_parrot:']],
    ['a:party_parrot:b :ok-then:!', [':party_parrot:', ':ok-then:']],
    [':unknown:party_parrot:', [':party_parrot:']],
    [':ok-then:ok-then:', [':ok-then:']],
    ['10:42:07', [':42:']],
    [':Party_Parrot: :p: ::', []],
    [':party_parrot', []],
  ]) {
    assert.deepEqual(names(text), expected, text);
    assert.equal(emoji.parts(text).map((part) => part.text).join(''), text);
  }
});

test('long texts of colons are split in linear time', () => {
  const begun = performance.now();
  some().parts(':a'.repeat(2000) + ':'.repeat(20_000));
  assert.ok(performance.now() - begun < 1000);
});

test('emoji alone are known as such, together with others', () => {
  const emoji = some();
  assert.ok(emoji.isOnly(':party_parrot: \u{1F600}:ok-then:'));
  assert.ok(emoji.isOnly('\u{1F600}'));
  assert.ok(!emoji.isOnly(':party_parrot: yes'));
  assert.ok(!emoji.isOnly(':unknown:'));
  assert.ok(!emoji.isOnly(':party_parrot:'.repeat(9)));
});

test('a removed emoji has no picture, and its text stays', () => {
  const emoji = some();
  const heard = [];
  emoji.on('change', () => heard.push(true));
  emoji.learn([{ name: 'ok-then', picture: 'p2' }]);
  emoji.learn([{ name: 'ok-then', picture: 'p2' }]);
  assert.equal(heard.length, 1);
  assert.equal(emoji.pictureOf(':party_parrot:'), null);
  assert.equal(emoji.pictureOf('ok-then'), null);
  assert.equal(emoji.pictureOf(':ok-then:'), 'p2');
  assert.deepEqual(emoji.parts('a :party_parrot:'), [{ text: 'a :party_parrot:' }]);
});

test('names are found and completed by their words', () => {
  assert.deepEqual(some().find('par').map(({ name }) => name), ['party_parrot']);
  assert.deepEqual(some().find('the').map(({ name }) => name), ['ok-then']);
  customEmoji.learn([{ name: 'rocket_cat', picture: 'p' }]);
  const { options } = complete(':rocke', 6, { members: [], rooms: [], me: 'ann' });
  assert.deepEqual(options.map(({ text }) => text.trim()).slice(0, 2), [':rocket_cat:', '\u{1F680}']);
  customEmoji.learn([]);
});

test('the server knows the names that every page has, so that it refuses them', async () => {
  const all = new EmojiSet();
  await all.load(standardEmoji);
  const known = new Set(readFileSync(new URL('../../main/resources/standard-emoji.txt', import.meta.url), 'utf8').trim().split('\n'));
  const missing = all.categories.flatMap(({ emoji }) => emoji).map(({ name }) => name).filter((name) => /^[a-z0-9_-]{2,32}$/.test(name) && !known.has(name));
  assert.deepEqual(missing, [], 'add these to src/main/resources/standard-emoji.txt');
});
