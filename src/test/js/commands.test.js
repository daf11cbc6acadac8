import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOf } from '../../../static-web/model/commands.js';
import { complete } from '../../../static-web/model/completion.js';
import { plainText } from '../../../static-web/model/markup.js';

test('/me is emphasized', () => assert.deepEqual(commandOf('/me waves'), { name: 'me', text: '_waves_' }));

test('/shrug is shown as it is', () => {
  assert.equal(plainText(commandOf('/shrug').text), '¯\\_(ツ)_/¯');
  assert.equal(plainText(commandOf('/shrug who knows').text), 'who knows ¯\\_(ツ)_/¯');
});

test('/topic and /invite name what they change', () => {
  assert.deepEqual(commandOf('/topic  Tea \n and cake '), { name: 'topic', topic: 'Tea and cake' });
  assert.deepEqual(commandOf('/invite @bob'), { name: 'invite', username: 'bob' });
});

test('a command without its value is incomplete', () => {
  assert.equal(commandOf('/me').text, '');
  assert.equal(commandOf('/topic').topic, '');
});

test('other texts that begin with a slash are messages', () => {
  ['/etc/hosts', '/menu', '/topics', ' see /me', '//me', '/ME x'].forEach((text) => assert.equal(commandOf(text), null, text));
});

test('a slash at the beginning completes commands', () => {
  const labels = (text) => complete(text, text.length, { members: [], rooms: [], me: 'me' })?.options.map(({ label }) => label) ?? null;
  assert.deepEqual(labels('/'), ['/me', '/topic', '/invite', '/shrug']);
  assert.deepEqual(labels('/to'), ['/topic']);
  assert.equal(labels('a /to'), null);
  assert.equal(labels('/x'), null);
});
