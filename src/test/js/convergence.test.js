import assert from 'node:assert/strict';
import { it } from 'node:test';
import { liveRoom, message, opened } from './support.js';

/** A small seeded generator, so that a failure can be reproduced. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A room in the state that the server holds. */
class Log {
  rows = [];
  revision = 0;

  change(random) {
    const revision = ++this.revision;
    const old = this.rows[random(Math.max(1, this.rows.length * 2))];
    const row = old
      ? { ...old, revision, text: `edited at ${revision}` }
      : message(this.rows.length + 1, revision);
    this.rows[row.seq - 1] = row;
    return { type: 'changed', room: 'r', revision, message: row };
  }

  after(revision) {
    return this.rows.filter((row) => row.revision > revision);
  }
}

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

it(`A stale room with lost, duplicated and reordered deliveries converges to a fresh read (SEED=${seed})`, () => {
  const random = generator(seed);
  const log = new Log();
  const room = liveRoom([], 0);
  let gap = false;
  room.on('gap', () => (gap = true));
  let held = [];
  for (let step = 0; step < 5_000; step++) {
    const frame = log.change(random);
    switch (random(6)) {
      case 0:
        break;
      case 1:
        held.push(frame);
        break;
      case 2:
        room.changed(frame);
        room.changed(frame);
        break;
      default:
        held.splice(0).forEach((late) => room.changed(late));
        room.changed(frame);
    }
    if (gap) {
      gap = false;
      room.opened(opened(log.after(room.revision), log.revision));
    }
  }
  room.opened(opened(log.after(room.revision), log.revision));
  assert.deepEqual(log.rows.map(({ seq }) => room.rows.at(seq)), log.rows);
  assert.equal(room.revision, log.revision);
});
