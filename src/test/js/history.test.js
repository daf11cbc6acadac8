import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { History } from '../../../static-web/model/history.js';
import { liveRoom, message, range, texts } from './support.js';

/** A room's log of the given length, paged like the API; records the requested paths. */
function log(length, asked = []) {
  const get = async (path) => {
    asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const after = Number(query.get('after') ?? 0);
    const before = Number(query.get('before') ?? length + 1);
    const all = range(1, length).map((seq) => message(seq)).filter(({ seq }) => seq > after && seq < before);
    const limit = Number(query.get('limit'));
    return { messages: query.has('after') ? all.slice(0, limit) : all.slice(-limit) };
  };
  return { get, asked };
}

const roomAtTheEndOf = (length) => liveRoom(range(length - 49, length).map((seq) => message(seq)));

describe('The history', () => {
  it('jumps far back, pages on from there, and returns to the newest message', async () => {
    const http = log(5_000);
    const history = new History(http);
    const room = roomAtTheEndOf(5_000);
    assert.equal(await history.around(room, 1_000), true);
    assert.equal(http.asked.length, 1);
    const { first, last } = room.rows;
    assert.ok(first < 1_000 && last > 1_000);
    await history.older(room);
    await history.newer(room);
    assert.ok(room.rows.first < first && room.rows.last > last);
    assert.deepEqual(texts(room), range(room.rows.first, room.rows.last).map((seq) => `text ${seq}`));
    await history.newest(room);
    assert.equal(room.rows.last, 5_000);
    assert.equal(room.hasNewer, false);
  });

  it('reports a missing message and keeps the loaded range', async () => {
    const room = roomAtTheEndOf(100);
    assert.equal(await new History(log(100)).around(room, 4_000), false);
    assert.equal(room.rows.last, 100);
  });

  it('loads one page at a time without holes', async () => {
    const history = new History(log(1_000));
    const room = roomAtTheEndOf(1_000);
    await Promise.all([history.older(room), history.older(room), history.newer(room)]);
    assert.equal(room.rows.size, 50 + 96 + 96);
    assert.equal(room.rows.first, 1_000 - room.rows.size + 1);
  });

  it('continues after a page failed to load', async () => {
    const http = log(1_000);
    const history = new History({ get: (path) => (http.asked.length ? http.get(path) : Promise.reject(http.asked.push(path))) });
    const room = roomAtTheEndOf(1_000);
    await assert.rejects(history.older(room));
    await history.older(room);
    assert.equal(room.rows.first, 1_000 - 50 - 96 + 1);
  });
});
