import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Delivery } from '../../../static-web/model/delivery.js';
import { Outbox } from '../../../static-web/model/outbox.js';
import { settled, Storage } from './support.js';

function outbox(storage = new Storage()) {
  let time = 0;
  return new Outbox('ann', { storage, now: () => ++time });
}

/** A server that answers each post as it is told to. */
function server(answer) {
  const posts = [];
  const ask = (frame) => {
    posts.push(frame);
    return answer(frame, posts.length);
  };
  return { posts, ask };
}

const refusal = (code, retryAfter = null) => Promise.reject(Object.assign(new Error(code), { code, retryAfter }));

describe('The outbox', () => {
  it('keeps a text over a reload of the page', () => {
    const storage = new Storage();
    const { nonce } = outbox(storage).add('r', 'hello');
    const [entry] = outbox(storage).of('r');
    assert.deepEqual([entry.nonce, entry.text, entry.state], [nonce, 'hello', 'waiting']);
  });

  it('keeps nothing that was acknowledged', () => {
    const storage = new Storage();
    const box = outbox(storage);
    const { nonce } = box.add('r', 'hello');
    box.posted(nonce, 1);
    assert.equal(storage.length, 0);
    assert.equal(box.of('r')[0].state, 'posted');
  });

  it('drops what another tab has seen acknowledged', () => {
    const storage = new Storage();
    const box = outbox(storage);
    const { nonce } = box.add('r', 'hello');
    box.removedElsewhere(`parley.outbox/ann/${nonce}`);
    assert.equal(box.of('r').length, 0);
  });

  it('keeps accounts apart', () => {
    const storage = new Storage();
    outbox(storage).add('r', 'hello');
    assert.equal(new Outbox('bob', { storage }).rooms.length, 0);
  });

  it('holds a text that the storage does not take', () => {
    const storage = new Storage();
    storage.setItem = () => {
      throw new Error('full');
    };
    const box = outbox(storage);
    box.add('r', 'hello');
    assert.equal(box.next('r').text, 'hello');
  });
});

describe('Delivery', () => {
  it('sends one text at a time, in order', async () => {
    const box = outbox();
    const { posts, ask } = server((_, count) => Promise.resolve({ seq: count }));
    ['one', 'two', 'three'].forEach((text) => box.add('r', text));
    await new Delivery(box, ask, () => true).flush('r');
    assert.deepEqual(posts.map(({ text }) => text), ['one', 'two', 'three']);
    assert.deepEqual(box.of('r').map(({ seq }) => seq), [1, 2, 3]);
  });

  it('does not send what is on its way already', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const box = outbox();
    const { posts, ask } = server(() => new Promise(() => {}));
    const delivery = new Delivery(box, ask, () => true);
    box.add('r', 'one');
    delivery.flush('r');
    delivery.flush('r');
    await settled();
    assert.equal(posts.length, 1);
  });

  it('waits for the room to be open', async () => {
    const box = outbox();
    const { posts, ask } = server(() => Promise.resolve({ seq: 1 }));
    box.add('r', 'one');
    await new Delivery(box, ask, () => false).flush('r');
    assert.equal(posts.length, 0);
    assert.equal(box.next('r').text, 'one');
  });

  it('sends again after a lost connection, with the same nonce', async () => {
    const box = outbox();
    const { posts, ask } = server((_, count) => (count === 1 ? refusal('disconnected') : Promise.resolve({ seq: 1 })));
    const delivery = new Delivery(box, ask, () => true);
    box.add('r', 'one');
    await delivery.flush('r');
    await delivery.flush('r');
    assert.equal(posts.length, 2);
    assert.equal(posts[0].nonce, posts[1].nonce);
  });

  it('shows a refusal, and goes on with the next text', async () => {
    const box = outbox();
    const { ask } = server((frame) => (frame.text === 'bad' ? refusal('text_invalid') : Promise.resolve({ seq: 1 })));
    ['bad', 'good'].forEach((text) => box.add('r', text));
    await new Delivery(box, ask, () => true).flush('r');
    assert.deepEqual(box.of('r').map(({ state }) => state), ['failed', 'posted']);
  });

  it('waits as long as the server asks for, and keeps the order', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const box = outbox();
    const { posts, ask } = server((_, count) => (count === 1 ? refusal('rate_limited', 700) : Promise.resolve({ seq: count })));
    ['one', 'two'].forEach((text) => box.add('r', text));
    await new Delivery(box, ask, () => true).flush('r');
    test.mock.timers.tick(699);
    await settled();
    assert.equal(posts.length, 1);
    test.mock.timers.tick(1);
    await settled();
    assert.deepEqual(posts.map(({ text }) => text), ['one', 'one', 'two']);
  });
});
