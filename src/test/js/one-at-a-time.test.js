import assert from 'node:assert/strict';
import { it } from 'node:test';
import { oneAtATime } from '../../../static-web/model/one-at-a-time.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('work that is requested while it runs is done once more, not at the same time', async () => {
  const started = [];
  const read = oneAtATime(() => new Promise((resolve) => started.push(resolve)));
  const all = [read(), read(), read()];
  await settled();
  assert.equal(started.length, 1);

  started[0]();
  await settled();
  assert.equal(started.length, 2);

  started[1]();
  await Promise.all(all);
  assert.equal(started.length, 2);
});

it('failed work can be repeated', async () => {
  let runs = 0;
  const read = oneAtATime(async () => {
    if (++runs === 1) {
      throw new Error('offline');
    }
  });
  await assert.rejects(read());
  await read();
  assert.equal(runs, 2);
});
