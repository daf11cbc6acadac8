import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Avatars } from '../../../static-web/model/avatars.js';
import { CENTERED, MAX_ZOOM, moved, squareOf } from '../../../static-web/model/crop.js';

test('watchers hear changes of their person only, until they stop', () => {
  const avatars = new Avatars();
  const heard = [];
  const stop = avatars.watch('ann', () => heard.push(avatars.versionOf('ann')));
  avatars.watch('ann', () => heard.push('second'));
  avatars.learn({ username: 'bob', avatar: 'b1' });
  avatars.learn({ username: 'ann' });
  avatars.learn({ username: 'ann', avatar: 'a1' });
  avatars.learn({ username: 'ann', avatar: 'a1' });
  stop();
  avatars.learn({ username: 'ann', avatar: null });
  assert.deepEqual(heard, ['a1', 'second', 'second']);
  assert.equal(avatars.versionOf('ann'), null);
  assert.equal(avatars.versionOf('bob'), 'b1');
});

test('state that may be old never replaces newer state, not even that there is no picture', () => {
  const avatars = new Avatars();
  avatars.recall({ username: 'ann', avatar: 'a1' });
  assert.equal(avatars.versionOf('ann'), 'a1');
  avatars.learn({ username: 'ann' });
  avatars.recall({ username: 'ann', avatar: 'a1' });
  assert.equal(avatars.versionOf('ann'), null);
});

test('direct conversations and lists of messages carry pictures', () => {
  const avatars = new Avatars();
  avatars.learnRooms([{ id: 'r' }, { id: 'd', people: ['ann', 'bob'], avatars: { ann: 'a1' } }]);
  avatars.learnAuthors([{ message: { author: 'cid' }, author_avatar: 'c1' }]);
  assert.deepEqual(['ann', 'bob', 'cid'].map((name) => avatars.versionOf(name)), ['a1', null, 'c1']);
});

test('the crop of a picture is a square inside it', () => {
  assert.deepEqual(squareOf({ width: 300, height: 200 }, CENTERED), { left: 50, top: 0, side: 200 });
  assert.deepEqual(squareOf({ width: 200, height: 300 }, { ...CENTERED, zoom: 2 }), { left: 50, top: 100, side: 100 });
  assert.deepEqual(squareOf({ width: 1, height: 1 }, CENTERED), { left: 0, top: 0, side: 1 });
  assert.equal(squareOf({ width: 400, height: 400 }, { ...CENTERED, zoom: 99 }).side, 400 / MAX_ZOOM);
});

test('a crop moves by its own size and stops at the edges', () => {
  const size = { width: 400, height: 200 };
  const right = moved(size, CENTERED, 0.25, 0);
  assert.deepEqual(squareOf(size, right), { left: 150, top: 0, side: 200 });
  const end = moved(size, right, 9, 9);
  assert.deepEqual(squareOf(size, end), { left: 200, top: 0, side: 200 });
  assert.deepEqual(squareOf(size, moved(size, end, -0.5, 0)), { left: 100, top: 0, side: 200 });
});
