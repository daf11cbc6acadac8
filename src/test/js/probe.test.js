import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { probe } from '../../../static-web/net/probe.js';

/** A WebSocket controlled by the test. */
function sockets() {
  const made = [];
  class WebSocket {
    closed = 0;

    constructor(address, protocols) {
      Object.assign(this, { address, protocols });
      made.push(this);
    }

    close() {
      this.closed += 1;
    }
  }
  return { made, WebSocket };
}

describe('The socket probe', () => {
  it('succeeds on the first frame, and closes the socket', async () => {
    const { made, WebSocket } = sockets();
    const result = probe('ws://host/ws', { WebSocket });
    made[0].onmessage();
    assert.equal((await result).opened, true);
    assert.deepEqual(made[0].protocols, ['parley.v1']);
    assert.equal(made[0].closed, 1);
  });

  it('fails when the socket closes first', async () => {
    const { made, WebSocket } = sockets();
    const result = probe('ws://host/ws', { WebSocket });
    made[0].onclose();
    assert.equal((await result).opened, false);
  });

  it('fails when no frame arrives within the limit', async () => {
    const { made, WebSocket } = sockets();
    assert.equal((await probe('ws://host/ws', { WebSocket, limit: 5 })).opened, false);
    assert.equal(made[0].closed, 1);
  });
});
