import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chat } from '../../../static-web/model/chat.js';
import { ChosenFiles } from '../../../static-web/model/chosen-files.js';
import { Drafts } from '../../../static-web/model/drafts.js';
import { Edits } from '../../../static-web/model/edits.js';
import { Leader } from '../../../static-web/model/leader.js';
import { Outbox } from '../../../static-web/model/outbox.js';
import { OutboxStore } from '../../../static-web/model/outbox-store.js';
import { Snapshots } from '../../../static-web/model/snapshots.js';
import { Socket } from '../../../static-web/net/socket.js';
import { Browser, recorded, message, opened, range, settled, sockets, Storage } from './support.js';

const summary = { id: 'r', name: 'tea', title: 'Tea', role: 'member', last_seq: 0, read_seq: 0, unread: 0 };

/** A stub of the API, as far as the chat uses it. */
const http = (answers = {}) => ({
  get: async (path) => answers[path] ?? (path.startsWith('api/rooms/by-name/') ? summary : { rooms: [summary], next: null }),
  delete: async () => null,
});

/** The parts of a chat that a tab gets from its browser. */
function tab(browser) {
  const outbox = new Outbox({ store: new OutboxStore('ann', browser), channel: browser.channel() });
  return {
    drafts: new Drafts('ann', browser.storage, new Storage()),
    edits: new Edits('ann', browser.storage),
    outbox,
    chosen: new ChosenFiles('ann', { table: browser.files, channel: browser.channel('files'), outbox }),
    lead: new Leader('parley.outbox/ann', browser.locks),
    snapshots: new Snapshots('ann', browser.pictures),
  };
}

async function start(test, { browser = new Browser(), answers } = {}) {
  // Heartbeats and timeouts must not outlive the test.
  test.mock.timers.reset();
  test.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { made, WebSocket } = sockets();
  const socket = new Socket('ws://host/ws', 'ann', { WebSocket, random: () => 0 });
  const { outbox, lead, ...rest } = tab(browser);
  const chat = new Chat({ account: { username: 'ann' }, http: http(answers), socket, outbox, lead, ...rest });
  chat.connect();
  made[0].welcome();
  lead.begin();
  await outbox.load();
  await settled();
  return { chat, made, socket, browser };
}

/** Answers the newest `open` on a connection. */
function open(connection, messages = [], revision = messages.at(-1)?.revision ?? 1, more = {}) {
  connection.say(opened(messages, revision, { ref: connection.last('open').ref, ...more }));
}

describe('The chat', () => {
  it('sends the epoch with its revision, and drops its state on a reset', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [message(1), message(2)], 2, { epoch: 'first' });
    chat.view(null);
    await chat.enter('tea');
    assert.equal(made[0].last('open').after, 2);
    assert.equal(made[0].last('open').epoch, 'first');
    open(made[0], [message(1)], 1, { epoch: 'second', reset: true });
    assert.ok(!room.rows.at(2));
    assert.equal(room.info.last_seq, 1);
    chat.view(null);
    await chat.enter('tea');
    assert.equal(made[0].last('open').epoch, 'second');
  });

  it('opens a room without a revision first, and with its revision on return', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    assert.equal(made[0].last('open').after, undefined);
    open(made[0], [message(1)], 1);
    chat.view(null);
    assert.ok(made[0].last('close'));
    await chat.enter('tea');
    assert.equal(made[0].last('open').after, 1);
    assert.equal(room.rows.at(1).text, 'text 1');
    chat.view(null);
  });

  it('does not show a room that is found after another one was chosen', async (test) => {
    const { chat, made } = await start(test);
    const tea = await chat.enter('tea');
    const found = await chat.enter('@bob', () => false);
    assert.equal(chat.viewed, tea);
    assert.equal(made[0].last('open').room, tea.id);
    assert.ok(found);
  });

  it('repairs a gap', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [message(1)], 1);
    made[0].say({ type: 'changed', room: 'r', revision: 4, message: message(4) });
    assert.equal(made[0].last('open').after, 1);
    open(made[0], range(2, 4).map((seq) => message(seq)), 4);
    assert.equal(room.rows.last, 4);
    assert.equal(room.revision, 4);
  });

  it('resumes after a lost connection, and sends waiting texts', async (test) => {
    const { chat, made, socket } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [message(1)], 1);
    chat.post(room, 'lost');
    const { nonce } = made[0].last('post');
    made[0].end(1006);
    assert.equal(room.state, 'stale');
    chat.post(room, 'typed offline');
    socket.connect();
    made[1].welcome();
    assert.equal(made[1].last('open').after, 1);
    assert.equal(made[1].last('post'), undefined);
    await settled();
    open(made[1], [], 1);
    assert.deepEqual([made[1].last('post').nonce, made[1].last('post').text], [nonce, 'lost']);
    made[1].say({ type: 'posted', ref: made[1].last('post').ref, room: 'r', seq: 2, revision: 2 });
    await settled();
    assert.equal(made[1].last('post').text, 'typed offline');
  });

  it('does not resend a text whose row arrives with the resume', async (test) => {
    const { chat, made, socket } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [message(1)], 1);
    chat.post(room, 'stored, but not acknowledged');
    const { nonce } = made[0].last('post');
    made[0].end(1006);
    await settled();
    socket.connect();
    made[1].welcome();
    open(made[1], [message(2, 2, { nonce, author: 'ann' })], 2);
    assert.equal(made[1].last('post'), undefined);
    assert.equal(chat.outbox.of('r').length, 0);
  });

  it('shows an own text once, whether its row or its acknowledgement arrives first', async (test) => {
    for (const rowFirst of [true, false]) {
      const { chat, made } = await start(test);
      const room = await chat.enter('tea');
      open(made[0], [message(1)], 1);
      chat.post(room, 'hello');
      const { ref, nonce } = made[0].last('post');
      const row = { type: 'changed', room: 'r', revision: 2, message: message(2, 2, { nonce, author: 'ann', text: 'hello' }) };
      const acknowledgement = { type: 'posted', ref, room: 'r', seq: 2, revision: 2 };
      for (const frame of rowFirst ? [row, acknowledgement] : [acknowledgement, row]) {
        made[0].say(frame);
        await settled();
        const shown = [room.rows.at(2), ...chat.outbox.of('r')].filter(Boolean);
        assert.equal(shown.length, 1);
      }
      assert.equal(chat.outbox.of('r').length, 0);
      chat.view(null);
    }
  });

  it('sends the texts of a room that is not viewed, then closes it', async (test) => {
    const browser = new Browser();
    const first = await start(test, { browser });
    first.made[0].end(1006);
    const room = await first.chat.enter('tea');
    first.chat.post(room, 'typed offline');
    await settled();
    first.socket.end();
    browser.locks.holderIsGone();
    const { made } = await start(test, { browser });
    open(made[0], [], 1);
    assert.equal(made[0].last('post').text, 'typed offline');
    const { ref, nonce } = made[0].last('post');
    made[0].say({ type: 'changed', room: 'r', revision: 2, message: message(1, 2, { nonce, author: 'ann' }) });
    made[0].say({ type: 'posted', ref, room: 'r', seq: 1, revision: 2 });
    await settled();
    assert.ok(made[0].last('close'));
    assert.deepEqual([browser.storage.length, browser.table.rows.size], [0, 0]);
  });

  it('shows the snapshot without a connection, then the current state', async (test) => {
    const browser = new Browser();
    const first = await start(test, { browser });
    first.made[0].say({ type: 'watching', ref: first.made[0].last('watch').ref, rooms: [summary] });
    const room = await first.chat.enter('tea');
    open(first.made[0], range(1, 100).map((seq) => message(seq)), 100);
    await settled();
    test.mock.timers.tick(1_000);
    await settled();
    first.socket.end();

    const { made, WebSocket } = sockets();
    const socket = new Socket('ws://host/ws', 'ann', { WebSocket, random: () => 0 });
    const chat = new Chat({ account: { username: 'ann' }, http: { get: () => Promise.reject(new Error('offline')) }, socket, ...tab(browser) });
    await chat.restore();
    chat.connect();
    made[0].end();
    const kept = await chat.enter('tea');
    await settled();
    assert.deepEqual([kept.isKept, kept.rows.first, kept.rows.last, kept.hasNewer], [true, 41, 100, false]);
    assert.equal(kept.info.label, room.info.label);

    socket.connect();
    made[1].welcome();
    assert.equal(made[1].last('open').after, undefined);
    open(made[1], range(90, 101).map((seq) => message(seq)), 101);
    assert.deepEqual([kept.isKept, kept.rows.first, kept.rows.last], [false, 90, 101]);
    socket.end();
  });

  it('deletes the snapshot of a room after losing access', async (test) => {
    const browser = new Browser();
    const { chat, made } = await start(test, { browser });
    await chat.enter('tea');
    open(made[0], [message(1)], 1);
    test.mock.timers.tick(1_000);
    await settled();
    assert.equal(browser.pictures.rows.size, 1);
    made[0].say({ type: 'closed', room: 'r', code: 'removed' });
    await settled();
    assert.equal(browser.pictures.rows.size, 0);
  });

  it('reports a lost room when the server closes it unrequested', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [], 1);
    made[0].say({ type: 'closed', room: 'r', code: 'removed' });
    assert.equal(room.state, 'closed');
    assert.equal(chat.rooms.named('tea'), null);
  });

  it('does not report leaving as a removal', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [], 1);
    const leaving = chat.leave(room);
    made[0].say({ type: 'closed', room: 'r', code: 'left' });
    await leaving;
    assert.equal(room.state, 'live');
  });

  it('reports why a room does not open', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    made[0].say({ type: 'refused', ref: made[0].last('open').ref, code: 'room_not_found', detail: 'No such room' });
    await settled();
    assert.equal(room.state, 'refused');
    assert.equal(room.refusal.code, 'room_not_found');
  });

  it('opens a room again after a temporary refusal', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    const refused = { type: 'refused', code: 'unavailable', detail: 'Try again', retry_after_ms: 1000 };
    made[0].say({ ...refused, ref: made[0].last('open').ref });
    await settled();
    assert.equal(room.state, 'loading');
    test.mock.timers.tick(1000);
    open(made[0], [message(1)], 1);
    assert.equal(room.state, 'live');
  });

  it('does not retry opening a room that is no longer viewed', async (test) => {
    const { chat, made } = await start(test);
    await chat.enter('tea');
    const { ref } = made[0].last('open');
    made[0].say({ type: 'refused', ref, code: 'unavailable', detail: 'Try again', retry_after_ms: 1000 });
    await settled();
    chat.view(null);
    test.mock.timers.tick(1000);
    assert.equal(made[0].last('open').ref, ref);
  });

  it('ends when the handshake fails because the session has ended', async (test) => {
    const { made, WebSocket } = sockets();
    const socket = new Socket('ws://host/ws', 'ann', { WebSocket });
    const api = { get: async () => ({ account: null, guests_enabled: false }) };
    const chat = new Chat({ account: { username: 'ann' }, http: api, socket, ...tab(new Browser()) });
    const ended = recorded(chat, 'ended');
    chat.connect();
    made[0].end(1006);
    await settled();
    assert.deepEqual(ended, [4501]);
  });

  it('counts the unread messages of an open room', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], range(1, 3).map((seq) => message(seq)), 3);
    assert.equal(chat.rooms.named('tea').unread, 3);
    chat.read(room, 3);
    assert.equal(made[0].last('read').seq, 3);
    assert.equal(chat.rooms.named('tea').unread, 0);
  });

  it('counts a mention that an edit adds to a read message until it is read, and emits `called`', async (test) => {
    const counts = { read_seq: 1, mentions: 1, deleted_unread: 0 };
    const { chat, made } = await start(test, { answers: { 'api/rooms/r': counts } });
    const received = recorded(chat.rooms, 'received');
    const room = await chat.enter('tea');
    open(made[0], [message(1)], 1, { read_seq: 1 });
    assert.equal(chat.read(room, 1), false);
    const edited = message(1, 2, { text: '@ann', mentions: ['ann'], edited_at: '2026-01-01T10:01:00Z' });
    made[0].say({ type: 'changed', room: 'r', revision: 2, message: edited });
    await settled();
    assert.equal(chat.rooms.mentions, 1);
    assert.equal(chat.rooms.unread, 0);
    assert.equal(received.length, 1);
    assert.equal(chat.read(room, 1), true);
    assert.equal(chat.rooms.mentions, 0);
    assert.equal(made[0].last('read').seq, 1);
  });

  it('marks a late mention as read if its room was seen before it was counted', async (test) => {
    const { chat, made } = await start(test);
    const room = await chat.enter('tea');
    open(made[0], [message(1, 2, { mentions: ['ann'] })], 2, { read_seq: 1 });
    assert.equal(chat.read(room, 1), false);
    assert.equal(made[0].last('read'), undefined);

    made[0].say({ type: 'watching', ref: made[0].last('watch').ref, rooms: [{ ...summary, last_seq: 1, read_seq: 1, mentions: 1 }] });
    await settled();

    assert.equal(made[0].last('read').seq, 1);
    assert.equal(chat.rooms.mentions, 0);
  });

  it('does not count a deleted message of an open room as unread', async (test) => {
    const { chat, made } = await start(test, { answers: { 'api/rooms/r': { read_seq: 0, mentions: 0, deleted_unread: 1 } } });
    const room = await chat.enter('tea');
    open(made[0], [message(1), message(2)], 2);
    made[0].say({ type: 'changed', room: 'r', revision: 3, message: message(2, 3, { deleted: true, text: undefined }) });
    await settled();
    assert.equal(chat.rooms.unread, 1);
    made[0].say({ type: 'changed', room: 'r', revision: 4, message: message(3, 4) });
    assert.equal(chat.rooms.unread, 2);
    chat.read(room, 3);
    assert.equal(chat.rooms.unread, 0);
  });

  it('keeps the counts of the newest frame', async (test) => {
    const { chat } = await start(test);
    chat.rooms.learn(summary);
    chat.rooms.hear({ type: 'unread', room: 'r', last_seq: 3, read_seq: 1, mentions: 2, deleted_unread: 1, message: null });
    assert.equal(chat.rooms.unread, 1);
    assert.equal(chat.rooms.mentions, 2);
    chat.rooms.learn({ id: 'r', read_seq: 3 });
    assert.equal(chat.rooms.mentions, 0);
    assert.equal(chat.rooms.unread, 0);
  });
});
