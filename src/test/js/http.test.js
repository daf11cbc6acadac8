import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

globalThis.document = { cookie: 'XSRF-TOKEN=token', baseURI: 'http://localhost/' };
const { http } = await import('../../../static-web/net/http.js');

/** Replaces the network: requests are listed, and answered when the test says so. */
function network() {
  const sent = [];
  globalThis.fetch = (url, { method, body }) => new Promise((answer, fail) => sent.push({ path: String(url), method, body, answer: () => answer(new Response(body)), fail: () => fail(new TypeError('offline')) }));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { sent, settled };
}

describe('Changes of one path', () => {
  it('have a time limit, because later ones wait for them', async () => {
    const signals = {};
    globalThis.fetch = async (url, { method, signal }) => {
      signals[method] = signal;
      return new Response('{}');
    };
    await Promise.all([http.put('api/a', {}), http.post('api/b', {})]);
    assert.ok(signals.PUT instanceof AbortSignal);
    assert.equal(signals.POST, undefined);
  });

  it('are sent one after another, in the order of the calls', async () => {
    const { sent, settled } = network();
    const first = http.patch('api/account/email', { digest: true });
    const second = http.patch('api/account/email', { digest: false });
    const third = http.delete('api/account/email');
    await settled();
    assert.equal(sent.length, 1);

    sent[0].answer();
    assert.deepEqual(await first, { digest: true });
    await settled();
    assert.equal(sent.length, 2);

    sent[1].fail();
    await assert.rejects(second);
    await settled();
    assert.equal(sent[2].method, 'DELETE');
    sent[2].answer();
    await third;
  });

  it('do not delay other paths, reads and posts', async () => {
    const { sent, settled } = network();
    const all = [http.put('api/a', {}), http.put('api/b', {}), http.get('api/a'), http.post('api/a', {}), http.post('api/a', {})];
    await settled();
    assert.deepEqual(
      sent.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`).sort(),
      ['GET a', 'POST a', 'POST a', 'PUT a', 'PUT b'],
    );

    sent.forEach(({ answer }) => answer());
    await Promise.all(all);
  });
});
