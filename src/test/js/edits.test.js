import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Edits } from '../../../static-web/model/edits.js';
import { Storage } from './support.js';

describe('Unsaved edits', () => {
  it('survive a reload per message and account', () => {
    const storage = new Storage();
    new Edits('ann', storage).write('r', 12, { text: 'new', base: 'old' });
    const edits = new Edits('ann', storage);
    assert.deepEqual(edits.of('r', 12), { text: 'new', base: 'old' });
    assert.deepEqual([edits.of('r', 1), edits.of('s', 12), new Edits('bob', storage).of('r', 12)], [null, null, null]);
  });

  it('are listed by room in the order of their messages', () => {
    const edits = new Edits('ann', new Storage());
    [9, 10, 2].forEach((seq) => edits.write('r', seq, { text: 'new', base: 'old' }));
    edits.write('r2', 1, { text: 'new', base: 'old' });
    assert.deepEqual(edits.in('r'), [2, 9, 10]);
  });

  it('are removed from storage when discarded', () => {
    const storage = new Storage();
    const edits = new Edits('ann', storage);
    edits.write('r', 1, { text: 'new', base: 'old' });
    edits.discard('r', 1);
    assert.deepEqual([edits.of('r', 1), storage.length], [null, 0]);
  });

  it('last as long as the tab without storage', () => {
    const storage = new Storage();
    storage.setItem = () => {
      throw new Error('full');
    };
    const edits = new Edits('ann', storage);
    edits.write('r', 1, { text: 'new', base: 'old' });
    assert.deepEqual(edits.in('r'), [1]);
  });
});
