import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rooms } from '../../../static-web/model/rooms.js';
import { message, recorded, settled } from './support.js';

const first = message(1, 2, { author: 'bob', text: 'Hello' });
const second = message(2, 3, { author: 'bob', text: 'Again' });

const room = (last_seq, more = {}) => ({
  type: 'room',
  room: { id: 'r', kind: 'direct', people: ['ann', 'bob'], role: 'member', last_seq, read_seq: 0, unread: last_seq, mentions: 0, deleted_unread: 0, ...more },
});
const unread = (message, last_seq = message?.seq ?? 1) => ({ type: 'unread', room: 'r', last_seq, read_seq: 0, mentions: 0, deleted_unread: 0, message });

/** The chat has no room yet; the server has these messages. */
async function start(messages, rooms = []) {
  const answers = [];
  const http = { get: (path) => new Promise((answer) => answers.push(() => answer({ path, messages }))) };
  const list = new Rooms(http, 'ann');
  list.watching({ rooms });
  const received = recorded(list, 'received');
  const answer = async () => {
    answers.splice(0).forEach((one) => one());
    await settled();
  };
  return { list, answer, texts: () => received.map(({ room, message }) => `${room.label}: ${message.text}`) };
}

const ORDERS = {
  'the room, then its message': [room(0), unread(first)],
  'the room that counts the message already, then the message': [room(1), unread(first)],
  'the message, then its room': [unread(first), room(1)],
  'the message, then its room without it': [unread(first), room(0)],
  'only the room': [room(1)],
  'the room twice': [room(0), room(1)],
  'the room, then counts without a message': [room(1), unread(null)],
  'the room, the message, and the room again': [room(0), unread(first), room(1)],
  'the message twice': [room(1), unread(first), unread(first)],
};

for (const [order, frames] of Object.entries(ORDERS)) {
  for (const delay of ['before', 'after']) {
    test(`the first message of a new conversation is announced once: ${order}; fetched ${delay} the last frame`, async () => {
      const { list, answer, texts } = await start([first]);
      for (const frame of frames) {
        list.hear(frame);
        delay === 'before' && (await answer());
      }
      await answer();
      assert.deepEqual(texts(), ['bob: Hello']);
      assert.equal(list.unread, frames.at(-1).type === 'room' ? frames.at(-1).room.unread : 1);
    });
  }
}

test('of several messages before the room was known, the newest is announced', async () => {
  const { list, answer, texts } = await start([first, second]);
  list.hear(room(2));
  await answer();
  assert.deepEqual(texts(), ['bob: Again']);
});

test('later messages are announced, too', async () => {
  const { list, answer, texts } = await start([first]);
  list.hear(room(1));
  await answer();
  list.hear(unread(second));
  assert.deepEqual(texts(), ['bob: Hello', 'bob: Again']);
});

test('own, read and deleted messages are not announced', async () => {
  for (const messages of [[message(1, 2, { author: 'ann' })], [{ ...first, deleted: true }], []]) {
    const { list, answer, texts } = await start(messages);
    list.hear(room(1));
    await answer();
    assert.deepEqual(texts(), []);
  }
  const { list, answer, texts } = await start([first]);
  list.hear(room(1, { read_seq: 1, unread: 0 }));
  await answer();
  assert.deepEqual(texts(), []);
});

test('nothing is announced of a room that is gone again', async () => {
  const { list, answer, texts } = await start([first]);
  list.hear(room(1));
  list.hear({ type: 'gone', room: 'r' });
  await answer();
  assert.deepEqual(texts(), []);
});

test('new data of a known room announces nothing', async () => {
  const { list, answer, texts } = await start([first], [room(1).room]);
  list.hear(room(1, { notify: 'all' }));
  await answer();
  assert.deepEqual(texts(), []);
});
