import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChosenFiles } from '../../../static-web/model/chosen-files.js';
import { Outbox } from '../../../static-web/model/outbox.js';
import { OutboxStore } from '../../../static-web/model/outbox-store.js';
import { Browser, settled } from './support.js';

const file = (name, bytes = 3) => new File([new Uint8Array(bytes)], name, { type: 'text/plain' });
const names = (chosen, room = 'r') => chosen.of(room).all.map(({ name }) => name);

/** Opens a tab of a browser, or reloads it. */
async function open(browser, { account = 'ann', maxKept } = {}) {
  const outbox = new Outbox({ store: new OutboxStore(account, browser), channel: browser.channel(`outbox/${account}`) });
  const chosen = new ChosenFiles(account, { table: browser.files, channel: browser.channel(`files/${account}`), outbox, maxKept });
  await outbox.load();
  await chosen.load();
  return { outbox, chosen };
}

const send = ({ outbox, chosen }, text = '') => outbox.add('r', text, null, chosen.of('r').take());

describe('Chosen files', () => {
  it('survive a reload, in order and per room', async () => {
    const browser = new Browser();
    const { chosen } = await open(browser);
    chosen.of('r').add(['one.txt', 'two.txt', 'four.txt', 'five.txt', 'six.txt'].map((name) => file(name)));
    chosen.of('other').add([file('three.txt')]);
    chosen.of('r').remove(chosen.of('r').all[0].nonce);
    await settled();

    const again = (await open(browser)).chosen;
    assert.deepEqual([names(again), names(again, 'other')], [['two.txt', 'four.txt', 'five.txt', 'six.txt'], ['three.txt']]);
    assert.equal(await again.of('r').all[0].blob.size, 3);
    assert.deepEqual([again.has('r'), again.has('none')], [true, false]);
  });

  it('are invisible to another account', async () => {
    const browser = new Browser();
    (await open(browser)).chosen.of('r').add([file('one.txt')]);
    await settled();
    assert.deepEqual(names((await open(browser, { account: 'bob' })).chosen), []);
  });

  it('are either chosen or in the outbox while they are sent, and then neither', async () => {
    const browser = new Browser();
    const tab = await open(browser);
    tab.chosen.of('r').add([file('one.txt')]);
    await settled();
    const { nonce } = send(tab);
    // A crash now: the outbox has not stored the message yet.
    assert.equal(browser.files.rows.size + browser.table.rows.size, 1);
    await settled();
    assert.deepEqual([browser.files.rows.size, browser.table.rows.size], [0, 1]);

    const again = await open(browser);
    assert.deepEqual([names(again.chosen), again.outbox.of('r').length], [[], 1]);
    again.outbox.posted(nonce, 1);
    await settled();
    assert.deepEqual([browser.files.rows.size, browser.table.rows.size], [0, 0]);
  });

  it('are not shown again if their message was stored before a crash', async () => {
    const browser = new Browser();
    const tab = await open(browser);
    tab.chosen.of('r').add([file('one.txt')]);
    await settled();
    const [row] = [...browser.files.rows.values()];
    send(tab);
    await settled();
    browser.files.rows.set(row.nonce, row);

    const again = await open(browser);
    assert.deepEqual(names(again.chosen), []);
    await settled();
    assert.equal(browser.files.rows.size, 0);
  });

  it('stay if the outbox cannot store their message, until it is in the log', async () => {
    const browser = new Browser();
    const tab = await open(browser);
    tab.chosen.of('r').add([file('one.txt')]);
    browser.table.put = () => Promise.reject(new Error('full'));
    await settled();
    const { nonce } = send(tab);
    await settled();
    assert.equal(browser.files.rows.size, 1);
    tab.outbox.posted(nonce, 1);
    await settled();
    assert.equal(browser.files.rows.size, 0);
  });

  it('are kept again when their message is taken back', async () => {
    const browser = new Browser();
    const tab = await open(browser);
    tab.chosen.of('r').add([file('one.txt')]);
    const entry = send(tab);
    tab.chosen.of('r').restore(entry.files);
    tab.outbox.discard(entry.nonce);
    await settled();
    assert.deepEqual([names((await open(browser)).chosen), browser.table.rows.size], [['one.txt'], 0]);
  });

  it('are the same in all tabs', async () => {
    const browser = new Browser();
    const [one, two] = [await open(browser), await open(browser)];
    one.chosen.of('r').add([file('one.txt'), file('two.txt')]);
    await settled();
    assert.deepEqual(names(two.chosen), ['one.txt', 'two.txt']);
    two.chosen.of('r').remove(two.chosen.of('r').all[0].nonce);
    await settled();
    assert.deepEqual(names(one.chosen), ['two.txt']);
    send(one);
    await settled();
    assert.deepEqual([names(one.chosen), names(two.chosen)], [[], []]);
  });

  it('drop the oldest beyond the limit, and keep no file that alone exceeds it', async () => {
    const browser = new Browser();
    const { chosen } = await open(browser, { maxKept: 10 });
    ['one.txt', 'two.txt', 'three.txt'].forEach((name) => chosen.of('r').add([file(name, 4)]));
    chosen.of('r').add([file('huge.txt', 11)]);
    await settled();
    assert.equal(names(chosen).length, 4);
    assert.deepEqual(names((await open(browser, { maxKept: 10 })).chosen), ['two.txt', 'three.txt']);
  });

  it('beyond the most that a message can have are forgotten, in all tabs and after a reload', async () => {
    const many = (letter, count) => Array.from({ length: count }, (_, i) => file(`${letter}${i}.txt`));
    const ways = {
      'more than ten are chosen': async ({ one }) => one.chosen.of('r').add(many('a', 12)),
      'two tabs choose together': async ({ one, two }) => {
        one.chosen.of('r').add(many('a', 7));
        two.chosen.of('r').add(many('b', 7));
      },
      'an unsent message is taken back': async ({ one }) => {
        one.chosen.of('r').add(many('a', 6));
        await settled();
        const entry = send(one);
        await settled();
        one.chosen.of('r').add(many('b', 7));
        assert.equal(one.chosen.of('r').restore(entry.files), 3);
        one.outbox.discard(entry.nonce);
      },
      'two unsent messages are taken back, the newer one last': async ({ one }) => {
        const entries = [];
        for (const letter of ['a', 'b']) {
          one.chosen.of('r').add(many(letter, 7));
          entries.push(send(one));
          await settled();
        }
        const excess = entries.map(({ files }) => one.chosen.of('r').restore(files));
        entries.forEach(({ nonce }) => one.outbox.discard(nonce));
        assert.deepEqual(excess, [0, 4]);
      },
      'an earlier version stored more': async ({ one, browser }) => {
        one.chosen.of('r').add(many('a', 7));
        await settled();
        [...browser.files.rows.values()].forEach((row) => browser.files.rows.set(`${row.nonce}x`, { ...row, nonce: `${row.nonce}x`, name: `b${row.name}` }));
        await open(browser);
      },
    };
    for (const [way, choose] of Object.entries(ways)) {
      const browser = new Browser();
      const [one, two] = [await open(browser), await open(browser)];
      await choose({ one, two, browser });
      await settled();
      await settled();
      assert.equal(browser.files.rows.size, 10, way);
      const shown = names((await open(browser)).chosen).sort();
      assert.deepEqual([...browser.files.rows.values()].map(({ name }) => name).sort(), shown, way);
      const isStale = way === 'an earlier version stored more';
      isStale || assert.deepEqual([names(one.chosen).sort(), names(two.chosen).sort()], [shown, shown], way);
      const [{ nonce }] = [...browser.files.rows.values()];
      one.chosen.of('r').remove(nonce);
      await settled();
      assert.equal((await open(browser)).chosen.of('r').all.length, 9, way);
    }
  });
});
