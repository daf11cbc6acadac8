import assert from 'node:assert/strict';
import test from 'node:test';
import { forget } from '../../../static-web/store/database.js';

class Rows {
  key = 'id';
  #rows;
  #broken;

  constructor(ids, broken = []) {
    this.#rows = ids.map((id) => ({ id, account: id.split('/')[0] }));
    this.#broken = broken;
  }

  async all(account) {
    this.#fail('all');
    return this.#rows.filter((row) => row.account === account);
  }

  async delete(id) {
    this.#fail(id);
    this.#rows = this.#rows.filter((row) => row.id !== id);
  }

  get ids() {
    return this.#rows.map(({ id }) => id);
  }

  #fail(what) {
    if (this.#broken.includes(what)) {
      throw new Error(`${what} failed`);
    }
  }
}

test('rows of the account are deleted from every table', async () => {
  const tables = [new Rows(['ann/1', 'ben/2']), new Rows(['ann/3'])];

  await forget('ann', tables);

  assert.deepEqual(
    tables.map((table) => table.ids),
    [['ben/2'], []],
  );
});

test('a table that cannot be read does not keep the others from being emptied', async () => {
  const tables = [new Rows(['ann/1']), new Rows(['ann/2'], ['all']), new Rows(['ann/3'])];

  await assert.rejects(forget('ann', tables), { message: 'all failed' });

  assert.deepEqual(
    tables.map((table) => table.ids),
    [[], ['ann/2'], []],
  );
});

test('a row that cannot be deleted does not keep the others', async () => {
  const tables = [new Rows(['ann/1', 'ann/2', 'ann/3'], ['ann/2']), new Rows(['ann/4'])];

  await assert.rejects(forget('ann', tables), { message: 'ann/2 failed' });

  assert.deepEqual(
    tables.map((table) => table.ids),
    [['ann/2'], []],
  );
});
