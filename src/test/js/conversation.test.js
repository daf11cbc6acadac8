import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from '../../../static-web/model/conversation.js';
import { Edits } from '../../../static-web/model/edits.js';
import { Storage } from './support.js';

const row = { seq: 1, author: 'ann', text: 'first' };

/** A conversation whose saved edits are stored when the test says so. */
function start(edits = new Edits('ann', new Storage())) {
  const saved = [];
  const messages = { edit: (_, seq, text) => new Promise((resolve) => saved.push({ seq, text, resolve })) };
  const conversation = new Conversation({ account: { username: 'ann' }, edits, messages }, { id: 'r', rows: [] });
  return { conversation, edits, saved };
}

test('a text that is typed while an edit is saved remains in the edit', async () => {
  const { conversation, edits, saved } = start();
  conversation.edit(1);
  conversation.writeEdit(row, { text: 'second', base: 'first' });
  const done = conversation.save(row, 'second');
  conversation.writeEdit(row, { text: 'second, third', base: 'first' });
  saved[0].resolve();
  await done;
  assert.deepEqual([conversation.editing, edits.of('r', 1)], [1, { text: 'second, third', base: 'second' }]);
});

test('an edit ends when it is saved', async () => {
  const { conversation, edits, saved } = start();
  conversation.edit(1);
  conversation.writeEdit(row, { text: 'second', base: 'first' });
  const done = conversation.save(row, 'second');
  saved[0].resolve();
  await done;
  assert.deepEqual([conversation.editing, edits.of('r', 1)], [null, null]);
});

test('only an edit that the person has begun takes the focus, once', () => {
  const { conversation, edits } = start();
  conversation.edit(1);
  assert.deepEqual([conversation.takeBegun(2), conversation.takeBegun(1), conversation.takeBegun(1)], [false, true, false]);
  conversation.writeEdit(row, { text: 'second', base: 'first' });
  assert.equal(start(edits).conversation.takeBegun(1), false);
});
