import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recorded, liveRoom, message, opened, range, texts } from './support.js';

describe('A room', () => {
  it('shows the page that it was opened with', () => {
    const room = liveRoom();
    assert.deepEqual(texts(room), ['text 1', 'text 2', 'text 3']);
    assert.equal(room.state, 'live');
    assert.equal(room.unread, 3);
  });

  it('finds the first unread message that is not deleted', () => {
    const deleted = (seq) => message(seq, seq, { deleted: true, text: undefined });
    const unread = (messages, more) => {
      const room = liveRoom(messages);
      Object.assign(room.info, more);
      return room.firstUnread;
    };
    assert.equal(unread(range(1, 3).map((seq) => message(seq)), { read_seq: 1 }), 2);
    assert.equal(unread([message(1), deleted(2), message(3)], { read_seq: 1 }), 3);
    assert.equal(unread([message(1), deleted(2), deleted(3)], { read_seq: 1 }), null);
    assert.equal(unread([message(1), message(2)], { read_seq: 2 }), null);
    assert.equal(unread([message(8), message(9)], { read_seq: 3 }), 4);
    assert.equal(unread([message(1), deleted(2)], { read_seq: 1, last_seq: 9 }), 3);
  });

  it('applies the next revision', () => {
    const room = liveRoom();
    room.changed({ revision: 4, message: message(4) });
    assert.equal(room.revision, 4);
    assert.equal(room.rows.at(4).text, 'text 4');
    assert.equal(room.info.last_seq, 4);
  });

  it('ignores a revision that it has already applied', () => {
    const room = liveRoom();
    const rows = recorded(room, 'rows');
    room.changed({ revision: 3, message: message(3, 3, { text: 'other' }) });
    assert.equal(room.rows.at(3).text, 'text 3');
    assert.equal(rows.length, 0);
  });

  it('shows nothing beyond a gap, and requests a repair', () => {
    const room = liveRoom();
    const gaps = recorded(room, 'gap');
    room.changed({ revision: 5, message: message(5) });
    assert.equal(gaps.length, 1);
    assert.equal(room.revision, 3);
    assert.equal(room.rows.last, 3);
  });

  it('keeps the newest state of what happened between messages', () => {
    const room = liveRoom();
    const rows = recorded(room, 'rows');
    const notice = (seq, revision, ...kinds) => ({ seq, revision, events: kinds.map((kind) => ({ kind, at: '2026-01-01T10:00:00Z' })) });
    const kindsAfter = (seq) => room.notices.after(seq).map(({ kind }) => kind);
    room.changed({ revision: 4, member: { username: 'cid', joined: true, revision: 4 }, notice: notice(3, 4, 'joined') });
    assert.deepEqual(kindsAfter(3), ['joined']);
    assert.deepEqual(rows, [[3]]);
    room.changes({ after: 4, revision: 6, changes: [{ notice: notice(3, 6, 'joined', 'left') }] });
    room.extend([], [notice(3, 4, 'joined'), notice(0, 2, 'joined')]);
    assert.deepEqual(kindsAfter(3), ['joined', 'left']);
    assert.deepEqual(kindsAfter(0), ['joined']);
    assert.deepEqual(kindsAfter(1), []);
    room.opened(opened([message(1)], 7, { reset: true, notices: [notice(1, 7, 'renamed')] }));
    assert.deepEqual(kindsAfter(3), []);
    assert.deepEqual(kindsAfter(1), ['renamed']);
  });

  it('repairs a gap by opening again', () => {
    const room = liveRoom();
    room.changed({ revision: 6, message: message(5, 6) });
    const edited = message(2, 4, { text: 'edited', edited_at: '2026-01-01T10:05:00Z' });
    room.opened(opened([edited, message(4, 5), message(5, 6)], 6));
    assert.deepEqual(texts(room), ['text 1', 'edited', 'text 3', 'text 4', 'text 5']);
    assert.equal(room.revision, 6);
  });

  it('applies a new title from the frame\'s state', () => {
    const room = liveRoom();
    room.changed({ room: room.id, revision: 4, state: { id: room.id, title: 'New title' } });
    assert.equal(room.info.title, 'New title');
    assert.equal(room.revision, 4);
  });

  it('replaces its presence list after missed differences', () => {
    const room = liveRoom();
    room.onlineChanged({ joined: ['ann', 'bob'], count: 2 });
    room.onlineChanged({ joined: [], left: [], names: ['cid'], count: 1 });
    assert.deepEqual([...room.online], ['cid']);
    assert.equal(room.info.online, 1);
  });

  it('applies a batch of changes with holes and adopts its revision', () => {
    const room = liveRoom();
    room.changes({ after: 3, revision: 9, changes: [{ message: message(4, 7) }, { message: message(5, 9) }] });
    assert.equal(room.revision, 9);
    assert.equal(room.rows.last, 5);
  });

  it('applies only the newer rows of a batch', () => {
    const room = liveRoom();
    room.changed({ revision: 4, message: message(2, 4, { text: 'edited' }) });
    room.changes({ after: 2, revision: 5, changes: [{ message: message(2, 2) }, { message: message(4, 5) }] });
    assert.deepEqual(texts(room), ['text 1', 'edited', 'text 3', 'text 4']);
  });

  it('detects a gap before a batch', () => {
    const room = liveRoom();
    const gaps = recorded(room, 'gap');
    room.changes({ after: 4, revision: 9, changes: [{ message: message(4, 9) }] });
    assert.equal(gaps.length, 1);
    assert.equal(room.revision, 3);
  });

  it('starts afresh on a reset', () => {
    const room = liveRoom();
    const resets = recorded(room, 'reset');
    const arrived = recorded(room, 'arrived');
    room.opened(opened(range(901, 950).map((seq) => message(seq)), 950, { reset: true }));
    assert.equal(room.rows.first, 901);
    assert.equal(room.rows.size, 50);
    assert.equal(resets.length, 1);
    assert.equal(arrived.length, 0);
  });

  it('emits `arrived` for messages posted while it was live or closed', () => {
    const room = liveRoom();
    const arrived = recorded(room, 'arrived');
    room.changed({ revision: 4, message: message(4) });
    room.changed({ revision: 5, message: message(1, 5, { text: 'edited' }) });
    room.opened(opened([message(5, 6), message(6, 7)], 7));
    assert.deepEqual(arrived.map((messages) => messages.map(({ seq }) => seq)), [[4], [5, 6]]);
  });

  it('tracks presence', () => {
    const room = liveRoom();
    room.onlineChanged({ joined: ['bob', 'cy'], left: [], count: 3 });
    room.onlineChanged({ joined: [], left: ['bob'], count: 2 });
    assert.deepEqual([...room.online], ['ann', 'cy']);
    assert.equal(room.info.online, 2);
  });

  it('tracks members and the own role', () => {
    const room = liveRoom();
    room.changed({ revision: 4, member: { username: 'ann', role: 'moderator', joined: true, revision: 4 } });
    assert.equal(room.info.role, 'moderator');
    assert.equal(room.members.get('ann').role, 'moderator');
  });

  it('never moves the read mark back', () => {
    const room = liveRoom();
    room.markRead(3);
    room.markRead(1);
    assert.equal(room.unread, 0);
  });

  it('keeps a change that overtakes an older page', () => {
    const room = liveRoom(range(51, 53).map((seq) => message(seq)));
    room.rows.expect();
    room.changed({ revision: 54, message: message(50, 54, { text: 'edited' }) });
    room.extend(range(1, 50).map((seq) => message(seq)));
    assert.equal(room.rows.at(50).text, 'edited');
    assert.equal(room.rows.first, 1);
    assert.equal(room.hasOlder, false);
  });

  it('holds a range elsewhere in the log, and reports new messages without loading them', () => {
    const room = liveRoom(range(951, 1000).map((seq) => message(seq)));
    const arrived = recorded(room, 'arrived');
    room.rows.expect();
    room.changed({ revision: 1001, message: message(320, 1001, { text: 'edited' }) });
    room.showPage(range(301, 350).map((seq) => message(seq)));
    room.changed({ revision: 1002, message: message(1001, 1002) });
    assert.deepEqual([room.rows.first, room.rows.last, room.hasNewer, room.hasOlder], [301, 350, true, true]);
    assert.equal(room.rows.at(320).text, 'edited');
    assert.equal(room.rows.at(1001), undefined);
    assert.equal(room.info.last_seq, 1001);
    assert.deepEqual(arrived.flat().map(({ seq }) => seq), [1001]);
  });

  it('misses no message that is posted while the newest page is loading', () => {
    const room = liveRoom(range(1, 3).map((seq) => message(seq)));
    room.showPage(range(1, 2).map((seq) => message(seq)));
    room.rows.expect();
    room.changed({ revision: 4, message: message(4) });
    room.changed({ revision: 5, message: message(5) });
    room.extend([message(3), message(4)]);
    assert.deepEqual(texts(room), range(1, 5).map((seq) => `text ${seq}`));
    assert.equal(room.hasNewer, false);
  });

  it('rejects a page that does not adjoin its range', () => {
    const room = liveRoom(range(51, 60).map((seq) => message(seq)));
    room.extend(range(1, 49).map((seq) => message(seq)));
    assert.equal(room.rows.first, 51);
  });

  it('drops rows far from the reader when it holds too many', () => {
    const room = liveRoom(range(1, 1000).map((seq) => message(seq)));
    room.keepAround(600);
    assert.ok(room.rows.size < 500);
    assert.deepEqual([room.rows.at(600).seq, room.hasOlder, room.hasNewer], [600, true, true]);
    room.extend(range(room.rows.last + 1, 1000).map((seq) => message(seq)));
    assert.equal(room.hasNewer, false);
  });

  it('does not extend its range over missing rows', () => {
    const room = liveRoom(range(51, 53).map((seq) => message(seq)));
    room.changed({ revision: 54, message: message(7, 54, { text: 'edited' }) });
    assert.equal(room.rows.first, 51);
    assert.equal(room.revision, 54);
  });

  it('may be empty', () => {
    const room = liveRoom([], 1);
    assert.equal(room.rows.size, 0);
    assert.equal(room.hasOlder, false);
    room.changed({ revision: 2, message: message(1, 2) });
    assert.deepEqual(texts(room), ['text 1']);
  });
});
