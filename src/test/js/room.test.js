import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heard, liveRoom, message, opened, range, texts } from './support.js';

describe('A room', () => {
  it('shows the page that it was opened with', () => {
    const room = liveRoom();
    assert.deepEqual(texts(room), ['text 1', 'text 2', 'text 3']);
    assert.equal(room.state, 'live');
    assert.equal(room.unread, 3);
  });

  it('applies the next revision', () => {
    const room = liveRoom();
    room.changed({ revision: 4, message: message(4) });
    assert.equal(room.revision, 4);
    assert.equal(room.rows.at(4).text, 'text 4');
    assert.equal(room.info.last_seq, 4);
  });

  it('ignores a revision that it has', () => {
    const room = liveRoom();
    const rows = heard(room, 'rows');
    room.changed({ revision: 3, message: message(3, 3, { text: 'other' }) });
    assert.equal(room.rows.at(3).text, 'text 3');
    assert.equal(rows.length, 0);
  });

  it('shows nothing beyond a gap, but asks for what is missing', () => {
    const room = liveRoom();
    const gaps = heard(room, 'gap');
    room.changed({ revision: 5, message: message(5) });
    assert.equal(gaps.length, 1);
    assert.equal(room.revision, 3);
    assert.equal(room.rows.last, 3);
  });

  it('fills a gap by opening again', () => {
    const room = liveRoom();
    room.changed({ revision: 6, message: message(5, 6) });
    const edited = message(2, 4, { text: 'edited', edited_at: '2026-01-01T10:05:00Z' });
    room.opened(opened([edited, message(4, 5), message(5, 6)], 6));
    assert.deepEqual(texts(room), ['text 1', 'edited', 'text 3', 'text 4', 'text 5']);
    assert.equal(room.revision, 6);
  });

  it('takes a new title from the state in a frame whose room is an id', () => {
    const room = liveRoom();
    room.changed({ room: room.id, revision: 4, state: { id: room.id, title: 'New title' } });
    assert.equal(room.info.title, 'New title');
    assert.equal(room.revision, 4);
  });

  it('takes the whole list of who is here when it missed differences', () => {
    const room = liveRoom();
    room.onlineChanged({ joined: ['ann', 'bob'], count: 2 });
    room.onlineChanged({ joined: [], left: [], names: ['cid'], count: 1 });
    assert.deepEqual([...room.online], ['cid']);
    assert.equal(room.info.online, 1);
  });

  it('takes several changes at once and holds their revision, holes or not', () => {
    const room = liveRoom();
    room.changes({ after: 3, revision: 9, changes: [{ message: message(4, 7) }, { message: message(5, 9) }] });
    assert.equal(room.revision, 9);
    assert.equal(room.rows.last, 5);
  });

  it('takes of several changes only the newer rows', () => {
    const room = liveRoom();
    room.changed({ revision: 4, message: message(2, 4, { text: 'edited' }) });
    room.changes({ after: 2, revision: 5, changes: [{ message: message(2, 2) }, { message: message(4, 5) }] });
    assert.deepEqual(texts(room), ['text 1', 'edited', 'text 3', 'text 4']);
  });

  it('sees a gap in front of several changes', () => {
    const room = liveRoom();
    const gaps = heard(room, 'gap');
    room.changes({ after: 4, revision: 9, changes: [{ message: message(4, 9) }] });
    assert.equal(gaps.length, 1);
    assert.equal(room.revision, 3);
  });

  it('starts anew when too much has changed', () => {
    const room = liveRoom();
    const resets = heard(room, 'reset');
    const arrived = heard(room, 'arrived');
    room.opened(opened(range(901, 950).map((seq) => message(seq)), 950, { reset: true }));
    assert.equal(room.rows.first, 901);
    assert.equal(room.rows.size, 50);
    assert.equal(resets.length, 1);
    assert.equal(arrived.length, 0);
  });

  it('tells what arrived while it was live, or away', () => {
    const room = liveRoom();
    const arrived = heard(room, 'arrived');
    room.changed({ revision: 4, message: message(4) });
    room.changed({ revision: 5, message: message(1, 5, { text: 'edited' }) });
    room.opened(opened([message(5, 6), message(6, 7)], 7));
    assert.deepEqual(arrived.map((messages) => messages.map(({ seq }) => seq)), [[4], [5, 6]]);
  });

  it('keeps who is online', () => {
    const room = liveRoom();
    room.onlineChanged({ joined: ['bob', 'cy'], left: [], count: 3 });
    room.onlineChanged({ joined: [], left: ['bob'], count: 2 });
    assert.deepEqual([...room.online], ['ann', 'cy']);
    assert.equal(room.info.online, 2);
  });

  it('follows members and its own role', () => {
    const room = liveRoom();
    room.changed({ revision: 4, member: { username: 'ann', role: 'moderator', joined: true, revision: 4 } });
    assert.equal(room.info.role, 'moderator');
    assert.equal(room.members.get('ann').role, 'moderator');
  });

  it('never goes back in what was read', () => {
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

  it('holds a stretch elsewhere in the log, and tells of new messages without holding them', () => {
    const room = liveRoom(range(951, 1000).map((seq) => message(seq)));
    const arrived = heard(room, 'arrived');
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

  it('misses nothing that is posted while the page up to the newest is on its way', () => {
    const room = liveRoom(range(1, 3).map((seq) => message(seq)));
    room.showPage(range(1, 2).map((seq) => message(seq)));
    room.rows.expect();
    room.changed({ revision: 4, message: message(4) });
    room.changed({ revision: 5, message: message(5) });
    room.extend([message(3), message(4)]);
    assert.deepEqual(texts(room), range(1, 5).map((seq) => `text ${seq}`));
    assert.equal(room.hasNewer, false);
  });

  it('takes no page that does not adjoin what it holds', () => {
    const room = liveRoom(range(51, 60).map((seq) => message(seq)));
    room.extend(range(1, 49).map((seq) => message(seq)));
    assert.equal(room.rows.first, 51);
  });

  it('drops what is far from the reader when it holds much', () => {
    const room = liveRoom(range(1, 1000).map((seq) => message(seq)));
    room.keepAround(600);
    assert.ok(room.rows.size < 500);
    assert.deepEqual([room.rows.at(600).seq, room.hasOlder, room.hasNewer], [600, true, true]);
    room.extend(range(room.rows.last + 1, 1000).map((seq) => message(seq)));
    assert.equal(room.hasNewer, false);
  });

  it('does not stretch over rows that it never had', () => {
    const room = liveRoom(range(51, 53).map((seq) => message(seq)));
    room.changed({ revision: 54, message: message(7, 54, { text: 'edited' }) });
    assert.equal(room.rows.first, 51);
    assert.equal(room.revision, 54);
  });

  it('is empty without a fault', () => {
    const room = liveRoom([], 1);
    assert.equal(room.rows.size, 0);
    assert.equal(room.hasOlder, false);
    room.changed({ revision: 2, message: message(1, 2) });
    assert.deepEqual(texts(room), ['text 1']);
  });
});
