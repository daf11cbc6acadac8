import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Attachments, MAX_FILES, summaryOf } from '../../../static-web/model/attachments.js';
import { Delivery } from '../../../static-web/model/delivery.js';
import { Outbox } from '../../../static-web/model/outbox.js';
import { Uploads } from '../../../static-web/model/uploads.js';

const file = (nonce) => ({ nonce, name: `${nonce}.txt`, type: 'text/plain', bytes: 1, blob: {} });

function outbox() {
  return new Outbox({ store: { all: async () => [], put: async () => {}, delete: async () => {} }, channel: { postMessage() {} } });
}

/** An outbox with its delivery; `send` uploads a file, `ask` answers frames. */
function setUp(send, ask = async () => ({ seq: 1 })) {
  const box = outbox();
  const frames = [];
  const asked = async (frame) => {
    frames.push(frame);
    return ask(frame);
  };
  const delivery = new Delivery(box, 'ann', asked, () => true, new Uploads(box, send));
  return { box, delivery, frames };
}

describe('uploads', () => {
  it('files are uploaded in order before their message is posted', async () => {
    const { box, delivery, frames } = setUp(async (_, { nonce }) => `id-${nonce}`);
    box.add('r', 'hello', null, [file('a'), file('b')]);

    await delivery.flush('r');

    assert.deepEqual(frames.map(({ text, files }) => [text, files]), [['hello', ['id-a', 'id-b']]]);
  });

  it('a file that is on the server is not uploaded again', async () => {
    const uploaded = [];
    let connected = false;
    const { box, delivery, frames } = setUp(
      async (_, { nonce }) => {
        uploaded.push(nonce);
        return nonce;
      },
      async () => {
        if (!connected) {
          throw Object.assign(new Error(), { code: 'disconnected' });
        }
        return { seq: 1 };
      },
    );
    box.add('r', '', null, [file('a')]);
    await delivery.flush('r');
    connected = true;

    await delivery.flush('r');

    assert.deepEqual(uploaded, ['a']);
    assert.equal(frames.length, 2);
    assert.equal(box.of('r')[0].state, 'posted');
  });

  it('a file that the server has removed is uploaded once more', async () => {
    let uploads = 0;
    const { box, delivery } = setUp(
      async () => `id-${++uploads}`,
      async ({ files }) => {
        if (files[0] === 'id-1') {
          throw Object.assign(new Error(), { code: 'file_not_found' });
        }
        return { seq: 1 };
      },
    );
    box.add('r', '', null, [file('a')]);

    await delivery.flush('r');

    assert.equal(uploads, 2);
    assert.equal(box.of('r')[0].state, 'posted');
  });

  it('a refused file fails its message, and the next message is sent', async () => {
    const { box, delivery, frames } = setUp(async () => {
      throw Object.assign(new Error('Too large'), { code: 'storage_full' });
    });
    box.add('r', 'with', null, [file('a')]);
    box.add('r', 'without');

    await delivery.flush('r');

    assert.deepEqual(box.of('r').map(({ state }) => state), ['failed', 'posted']);
    assert.deepEqual(frames.map(({ text }) => text), ['without']);
  });

  it('discarding a message ends its upload', async () => {
    let aborted = false;
    const { box, delivery, frames } = setUp(
      (_, __, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(Object.assign(new Error(), { code: 'aborted' }));
          }),
        ),
    );
    const { nonce } = box.add('r', '', null, [file('a')]);
    const sent = delivery.flush('r');

    box.discard(nonce);
    await sent;

    assert.equal(aborted, true);
    assert.deepEqual(frames, []);
  });

  it('progress is shown and not kept', async () => {
    const { box, delivery } = setUp(async (_, __, { progress }) => {
      progress(0.5);
      assert.equal(box.of('r')[0].files[0].share, 0.5);
      return 'id';
    });
    box.add('r', '', null, [file('a')]);

    await delivery.flush('r');

    assert.equal(box.of('r')[0].files[0].share, 1);
  });
});

describe('attachments', () => {
  it('as many files are taken as a message can have', () => {
    const attachments = new Attachments();

    const left = attachments.add(Array.from({ length: MAX_FILES + 3 }, (_, i) => ({ name: `${i}`, type: '', size: 1 })));

    assert.equal(left, 3);
    assert.equal(attachments.all.length, MAX_FILES);
  });

  it('a pasted file without a name gets one', () => {
    const attachments = new Attachments();
    attachments.add([{ name: '', type: 'image/png', size: 1 }]);

    assert.equal(attachments.all[0].name, 'pasted.png');
  });

  it('the names of files stand for a message without text', () => {
    assert.equal(summaryOf({ text: '', files: [{ name: 'a.txt' }, { name: 'b.png' }] }), 'a.txt, b.png');
    assert.equal(summaryOf({ text: 'words', files: [{ name: 'a.txt' }] }), 'words');
    assert.equal(summaryOf({ text: '' }), '');
  });
});
