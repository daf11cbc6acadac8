import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Drafts } from '../../../static-web/model/drafts.js';
import { heard, Storage } from './support.js';

describe('Drafts', () => {
  it('survive a reload, each in its room, for each account', () => {
    const storage = new Storage();
    new Drafts('ann', storage).write('r', 'half a thought');
    const drafts = new Drafts('ann', storage);
    assert.deepEqual([drafts.of('r'), drafts.has('r'), drafts.has('s')], ['half a thought', true, false]);
    assert.equal(new Drafts('bob', storage).has('r'), false);
  });

  it('leave nothing behind when they are sent', () => {
    const storage = new Storage();
    const drafts = new Drafts('ann', storage);
    drafts.write('r', 'half a thought');
    drafts.write('r', '');
    assert.equal(storage.length, 0);
  });

  it('follow what another tab writes', () => {
    const storage = new Storage();
    const drafts = new Drafts('ann', storage);
    const changes = heard(drafts, 'change');
    assert.equal(drafts.of('r'), '');
    drafts.writtenElsewhere('parley.draft/ann/r', 'from there');
    drafts.writtenElsewhere('parley.draft/bob/r', 'of somebody else');
    assert.deepEqual([drafts.of('r'), changes], ['from there', ['r']]);
    drafts.writtenElsewhere('parley.draft/ann/r', null);
    assert.equal(drafts.has('r'), false);
  });

  it('do not mark a room for blanks', () => {
    const drafts = new Drafts('ann', new Storage());
    drafts.write('r', ' \n');
    assert.equal(drafts.has('r'), false);
  });

  it('live as long as the tab where nothing can be kept', () => {
    const storage = new Storage();
    storage.setItem = () => {
      throw new Error('full');
    };
    const drafts = new Drafts('ann', storage);
    drafts.write('r', 'half a thought');
    assert.equal(drafts.of('r'), 'half a thought');
  });
});
