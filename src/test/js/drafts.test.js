import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Drafts } from '../../../static-web/model/drafts.js';
import { recorded, Storage } from './support.js';

describe('Drafts', () => {
  it('survive a reload per room and account', () => {
    const storage = new Storage();
    new Drafts('ann', storage, new Storage()).write('r', 'half a thought');
    const drafts = new Drafts('ann', storage, new Storage());
    assert.deepEqual([drafts.of('r'), drafts.has('r'), drafts.has('s')], ['half a thought', true, false]);
    assert.equal(new Drafts('bob', storage, new Storage()).has('r'), false);
  });

  it('are removed from storage when sent', () => {
    const storage = new Storage();
    const drafts = new Drafts('ann', storage, new Storage());
    drafts.write('r', 'half a thought');
    drafts.write('r', '');
    assert.equal(storage.length, 0);
  });

  it('follow another tab', () => {
    const storage = new Storage();
    const drafts = new Drafts('ann', storage, new Storage());
    const changes = recorded(drafts, 'change');
    assert.equal(drafts.of('r'), '');
    drafts.writtenElsewhere('parley.draft/ann/r', 'from there');
    drafts.writtenElsewhere('parley.draft/bob/r', 'of somebody else');
    assert.deepEqual([drafts.of('r'), changes], ['from there', ['r']]);
    drafts.writtenElsewhere('parley.draft/ann/r', null);
    assert.equal(drafts.has('r'), false);
  });

  it('do not mark a room if they are blank', () => {
    const drafts = new Drafts('ann', new Storage(), new Storage());
    drafts.write('r', ' \n');
    assert.equal(drafts.has('r'), false);
  });

  it('last as long as the tab without storage', () => {
    const storage = new Storage();
    storage.setItem = () => {
      throw new Error('full');
    };
    const drafts = new Drafts('ann', storage, new Storage());
    drafts.write('r', 'half a thought');
    assert.equal(drafts.of('r'), 'half a thought');
  });

  it('keep the message that is replied to', () => {
    const storage = new Storage();
    new Drafts('ann', storage, new Storage()).answer('r', 17);
    const drafts = new Drafts('ann', storage, new Storage());
    assert.deepEqual([drafts.replyOf('r'), drafts.replyOf('s')], [17, null]);
    drafts.answer('r', null);
    assert.deepEqual([drafts.replyOf('r'), storage.length], [null, 0]);
  });
});

describe('Drafts of two tabs', () => {
  /** Two tabs; a tab learns what the other one stored only when `tell` is called. */
  function tabs() {
    const shared = new Storage();
    const own = [new Storage(), new Storage()];
    const made = own.map((storage) => new Drafts('ann', shared, storage));
    const tell = (drafts) => drafts.writtenElsewhere('parley.draft/ann/r', shared.getItem('parley.draft/ann/r'));
    return { made, own, shared, tell };
  }

  it('are shared while each tab has seen the text that it overwrites', () => {
    const { made: [a, b], tell } = tabs();
    a.write('r', 'one');
    tell(b);
    b.write('r', 'one two');
    tell(a);
    assert.deepEqual([a.of('r'), a.otherOf('r'), b.otherOf('r')], ['one two', null, null]);
  });

  it('are both kept when a tab writes without having seen the other text', () => {
    const { made: [a, b], own, shared, tell } = tabs();
    b.of('r');
    a.write('r', 'of a');
    b.write('r', 'of b');
    tell(a);
    assert.deepEqual([a.of('r'), b.of('r'), b.otherOf('r')], ['of a', 'of b', 'of a']);
    a.write('r', 'of a, longer');
    tell(b);
    assert.equal(b.otherOf('r'), 'of a, longer');
    const reloaded = new Drafts('ann', shared, own[1]);
    assert.deepEqual([reloaded.of('r'), reloaded.otherOf('r')], ['of b', 'of a, longer']);
  });

  it('are merged by either choice', () => {
    for (const [choose, left] of [['takeOther', 'of a'], ['keepOwn', 'of b']]) {
      const { made: [a, b], tell } = tabs();
      b.of('r');
      a.write('r', 'of a');
      b.write('r', 'of b');
      b[choose]('r');
      tell(a);
      assert.deepEqual([a.of('r'), b.of('r'), b.otherOf('r')], [left, left, null]);
    }
  });

  it('keep the other text when one is sent', () => {
    const { made: [a, b], tell, own } = tabs();
    b.of('r');
    a.write('r', 'of a');
    b.write('r', 'of b');
    a.write('r', '');
    tell(b);
    assert.deepEqual([b.of('r'), b.otherOf('r'), own[1].length], ['of b', null, 0]);
    tell(a);
    assert.equal(a.of('r'), 'of b');
  });

  it('put the other text into the composer when the own one is sent', () => {
    const { made: [a, b] } = tabs();
    b.of('r');
    a.write('r', 'of a');
    b.write('r', 'of b');
    b.write('r', '');
    assert.deepEqual([b.of('r'), b.otherOf('r')], ['of a', null]);
  });
});
