import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Delivery } from '../../../static-web/model/delivery.js';
import { Leader } from '../../../static-web/model/leader.js';
import { Outbox } from '../../../static-web/model/outbox.js';
import { Sender } from '../../../static-web/model/sender.js';
import { OutboxStore } from '../../../static-web/model/outbox-store.js';
import { Browser, settled } from './support.js';

let time = 1_000;

function storeOf(browser, account = 'ann') {
  return new OutboxStore(account, browser);
}

/** A tab's outbox, loaded with the entries of earlier tabs. */
async function outbox(browser = new Browser(), account = 'ann') {
  const box = new Outbox({ store: storeOf(browser, account), channel: browser.channel(), now: () => ++time });
  await box.load();
  return box;
}

/** A server that answers posts with the given function. */
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
  it('keeps a text across a reload', async () => {
    const browser = new Browser();
    const { nonce } = (await outbox(browser)).add('r', 'hello');
    await settled();
    const [entry] = (await outbox(browser)).of('r');
    assert.deepEqual([entry.nonce, entry.text, entry.state], [nonce, 'hello', 'waiting']);
    assert.deepEqual([browser.storage.length, browser.table.rows.size], [0, 1]);
  });

  it('stores a text synchronously', async () => {
    const browser = new Browser();
    (await outbox(browser)).add('r', 'hello');
    assert.equal(browser.storage.length, 1);
  });

  it('moves texts from the storage into the database', async () => {
    const browser = new Browser();
    browser.storage.setItem('parley.outbox/ann/n1', JSON.stringify({ nonce: 'n1', room: 'r', text: 'from a former version', reply_to: null, at: 1 }));
    const box = await outbox(browser);
    await settled();
    assert.equal(box.next('r').text, 'from a former version');
    assert.deepEqual([browser.storage.length, browser.table.rows.get('n1').account], [0, 'ann']);
  });

  it('works without a database', async () => {
    const browser = new Browser();
    ['all', 'put', 'delete'].forEach((name) => (browser.table[name] = () => Promise.reject(new Error('not allowed'))));
    const box = await outbox(browser);
    const { nonce } = box.add('r', 'hello');
    await settled();
    assert.equal((await outbox(browser)).next('r').nonce, nonce);
    box.posted(nonce, 1);
    assert.equal(browser.storage.length, 0);
  });

  it('keeps a text in memory if it cannot be stored', async () => {
    const browser = new Browser();
    browser.table.put = () => Promise.reject(new Error('full'));
    browser.storage.setItem = () => {
      throw new Error('full');
    };
    const box = await outbox(browser);
    box.add('r', 'hello');
    assert.equal(box.next('r').text, 'hello');
  });

  it('removes acknowledged texts from the store', async () => {
    const browser = new Browser();
    const box = await outbox(browser);
    const { nonce } = box.add('r', 'hello');
    await settled();
    box.posted(nonce, 1);
    await settled();
    assert.deepEqual([browser.storage.length, browser.table.rows.size], [0, 0]);
    assert.equal(box.of('r')[0].state, 'posted');
  });

  it('keeps a refused text with the reason, and does not resend it', async () => {
    const browser = new Browser();
    const box = await outbox(browser);
    const { nonce } = box.add('r', 'hello');
    box.refused(nonce, Object.assign(new Error('No'), { code: 'text_invalid' }));
    await settled();
    const next = await outbox(browser);
    assert.deepEqual([next.of('r')[0].state, next.of('r')[0].problem.message, next.next('r')], ['failed', 'No', null]);
  });

  it('separates accounts', async () => {
    const browser = new Browser();
    (await outbox(browser)).add('r', 'hello');
    await settled();
    assert.equal((await outbox(browser, 'bob')).unsent.length, 0);
  });

  it('keeps its order when the clock goes back', async () => {
    const box = await outbox();
    box.add('r', 'one');
    time -= 10;
    box.add('r', 'two');
    assert.deepEqual(box.of('r').map(({ text }) => text), ['one', 'two']);
  });
});

describe('Two tabs', () => {
  it('show the same texts in the same order', async () => {
    const browser = new Browser();
    const [first, second] = [await outbox(browser), await outbox(browser)];
    first.add('r', 'one');
    second.add('r', 'two');
    first.add('r', 'three');
    await settled();
    for (const box of [first, second]) {
      assert.deepEqual(box.of('r').map(({ text }) => text), ['one', 'two', 'three']);
    }
  });

  it('both drop a discarded text, and show a posted one until its row arrives', async () => {
    const browser = new Browser();
    const [first, second] = [await outbox(browser), await outbox(browser)];
    const [discarded, posted] = [first.add('r', 'one'), first.add('r', 'two')];
    await settled();
    second.discard(discarded.nonce);
    first.posted(posted.nonce, 7);
    await settled();
    for (const box of [first, second]) {
      assert.deepEqual(box.of('r').map(({ text, state, seq }) => [text, state, seq]), [['two', 'posted', 7]]);
    }
    second.arrived(posted.nonce);
    assert.equal(first.of('r').length, 1);
  });

  it('send a message whose first files another tab has uploaded before it ended', async () => {
    const browser = new Browser();
    const [first, second] = [await outbox(browser), await outbox(browser)];
    const { nonce } = first.add('r', 'pictures', null, [{ nonce: 'f1' }, { nonce: 'f2' }]);
    await settled();
    first.sending(nonce);
    first.uploaded(nonce, 'f1', 'id1');
    await settled();
    for (const box of [second, await outbox(browser)]) {
      assert.deepEqual([box.next('r')?.nonce, box.next('r')?.files[0].id], [nonce, 'id1']);
    }
    assert.equal(first.next('r'), null);
  });

  it('do not take over a message whose files are being uploaded', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const browser = new Browser();
    const [first, second] = [await tab(browser), await tab(browser)];
    first.cut();
    const { nonce } = second.box.add('r', 'picture', null, [{ nonce: 'f1' }]);
    await settled();
    first.box.progressed(nonce, 'f1', 0.1);
    await settled();
    test.mock.timers.tick(5_000);
    await settled();
    assert.deepEqual([first.lead.held, second.lead.held], [true, false]);
    time += 6_000;
    test.mock.timers.tick(5_000);
    await settled();
    assert.deepEqual([first.lead.held, second.lead.held], [false, true]);
  });

  it('do not restore removed texts', async () => {
    const browser = new Browser();
    const [first, second] = [await outbox(browser), await outbox(browser)];
    const { nonce } = first.add('r', 'one');
    first.discard(nonce);
    await settled();
    assert.deepEqual([first.of('r').length, second.of('r').length, browser.table.rows.size], [0, 0, 0]);
  });

  it('send all texts from the leader, and the other tab takes over when it ends', async () => {
    const browser = new Browser();
    const [first, second] = [await tab(browser), await tab(browser)];
    second.box.add('r', 'one');
    await settled();
    first.box.add('r', 'two');
    await settled();
    assert.deepEqual([first.posts.map(({ text }) => text), second.posts], [['one', 'two'], []]);
    first.cut();
    second.box.add('r', 'three');
    await settled();
    assert.equal(second.posts.length, 0);
    browser.locks.holderIsGone();
    await settled();
    assert.deepEqual(second.posts.map(({ text }) => text), ['three']);
  });

  it('replace a leader that makes no progress', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const browser = new Browser();
    const [first, second] = [await tab(browser), await tab(browser)];
    first.cut();
    second.box.add('r', 'one');
    await settled();
    test.mock.timers.tick(4_999);
    await settled();
    assert.deepEqual([first.lead.held, second.posts.length], [true, 0]);
    test.mock.timers.tick(1);
    await settled();
    assert.deepEqual([first.lead.held, second.lead.held, second.posts.length], [false, true, 1]);
  });

  it('each send all texts in order without locks', async () => {
    const browser = new Browser();
    browser.locks = undefined;
    const [first, second] = [await tab(browser), await tab(browser)];
    first.box.add('r', 'one');
    await settled();
    assert.deepEqual([first, second].map(({ lead }) => lead.held), [true, true]);
    assert.equal(new Set([...first.posts, ...second.posts].map(({ nonce }) => nonce)).size, 1);
  });
});

/** A tab with an open room, whose server accepts everything. */
async function tab(browser) {
  const box = await outbox(browser);
  const lead = new Leader('outbox', browser.locks);
  const posts = [];
  let open = true;
  const ask = async (frame) => ({ seq: posts.push(frame) });
  new Sender(box, lead, 'ann', ask, { isConnected: () => open, isOpen: () => open, open: () => {} });
  lead.begin();
  await settled();
  return { box, lead, posts, cut: () => (open = false) };
}

describe('Delivery', () => {
  it('sends one text at a time, in order', async () => {
    const box = await outbox();
    const { posts, ask } = server((_, count) => Promise.resolve({ seq: count }));
    ['one', 'two', 'three'].forEach((text) => box.add('r', text));
    await new Delivery(box, 'ann', ask, () => true).flush('r');
    assert.deepEqual(posts.map(({ text }) => text), ['one', 'two', 'three']);
    assert.deepEqual(box.of('r').map(({ seq }) => seq), [1, 2, 3]);
  });

  it('does not resend a text in flight', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const box = await outbox();
    const { posts, ask } = server(() => new Promise(() => {}));
    const delivery = new Delivery(box, 'ann', ask, () => true);
    box.add('r', 'one');
    delivery.flush('r');
    delivery.flush('r');
    await settled();
    assert.equal(posts.length, 1);
  });

  it('waits for the room to be open', async () => {
    const box = await outbox();
    const { posts, ask } = server(() => Promise.resolve({ seq: 1 }));
    box.add('r', 'one');
    await new Delivery(box, 'ann', ask, () => false).flush('r');
    assert.equal(posts.length, 0);
    assert.equal(box.next('r').text, 'one');
  });

  it('resends after a lost connection with the same nonce', async () => {
    const box = await outbox();
    const { posts, ask } = server((_, count) => (count === 1 ? refusal('disconnected') : Promise.resolve({ seq: 1 })));
    const delivery = new Delivery(box, 'ann', ask, () => true);
    box.add('r', 'one');
    await delivery.flush('r');
    await delivery.flush('r');
    assert.equal(posts.length, 2);
    assert.equal(posts[0].nonce, posts[1].nonce);
  });

  it('shows a refusal, and continues with the next text', async () => {
    const box = await outbox();
    const { ask } = server((frame) => (frame.text === 'bad' ? refusal('text_invalid') : Promise.resolve({ seq: 1 })));
    ['bad', 'good'].forEach((text) => box.add('r', text));
    await new Delivery(box, 'ann', ask, () => true).flush('r');
    assert.deepEqual(box.of('r').map(({ state }) => state), ['failed', 'posted']);
  });

  it('waits for the time that the server requests, and keeps the order', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const box = await outbox();
    const { posts, ask } = server((_, count) => (count === 1 ? refusal('rate_limited', 700) : Promise.resolve({ seq: count })));
    ['one', 'two'].forEach((text) => box.add('r', text));
    await new Delivery(box, 'ann', ask, () => true).flush('r');
    test.mock.timers.tick(699);
    await settled();
    assert.equal(posts.length, 1);
    test.mock.timers.tick(1);
    await settled();
    assert.deepEqual(posts.map(({ text }) => text), ['one', 'one', 'two']);
  });
});
