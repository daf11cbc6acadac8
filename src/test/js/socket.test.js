import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OTHER_ACCOUNT, Socket } from '../../../static-web/net/socket.js';
import { recorded, sockets } from './support.js';

function start(test, random = () => 1) {
  test.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { made, WebSocket } = sockets();
  const socket = new Socket('ws://host/ws', 'ann', { WebSocket, random });
  socket.connect();
  return { made, socket, tick: (ms) => test.mock.timers.tick(ms) };
}

describe('The socket', () => {
  it('requests parley.v1, and is open after the welcome', (test) => {
    const { made, socket } = start(test);
    assert.deepEqual(made[0].protocols, ['parley.v1']);
    assert.equal(socket.state, 'connecting');
    made[0].welcome();
    assert.equal(socket.state, 'open');
  });

  it('sends only while it is open', (test) => {
    const { made, socket } = start(test);
    assert.equal(socket.send({ type: 'open' }), false);
    made[0].welcome();
    assert.equal(socket.send({ type: 'open' }), true);
    assert.equal(made[0].last('open').type, 'open');
  });

  it('reconnects with growing delays', (test) => {
    const { made, tick } = start(test);
    for (const wait of [800, 1600, 3200]) {
      made.at(-1).end(1006);
      const before = made.length;
      tick(wait - 1);
      assert.equal(made.length, before);
      tick(1);
      assert.equal(made.length, before + 1);
    }
  });

  it('spreads its attempts over the whole delay', (test) => {
    const { made, tick } = start(test, () => 0);
    made[0].end(1006);
    tick(100);
    assert.equal(made.length, 2);
  });

  it('resets the delay after a connection that lasted', (test) => {
    const { made, tick } = start(test);
    made[0].end(1006);
    tick(800);
    made[1].welcome();
    tick(6000);
    made[1].end(4001);
    tick(400);
    assert.equal(made.length, 3);
  });

  it('ends on a final close code', (test) => {
    const { made, socket, tick } = start(test);
    const ended = recorded(socket, 'ended');
    made[0].welcome();
    made[0].end(4501);
    tick(60_000);
    assert.deepEqual(ended, [4501]);
    assert.equal(socket.state, 'ended');
    assert.equal(made.length, 1);
  });

  for (const when of ['at first', 'after a reconnect', 'as a successor']) {
    it(`ends before sending anything when another account is welcomed ${when}`, (test) => {
      const { made, socket, tick } = start(test);
      const ended = recorded(socket, 'ended');
      const opens = recorded(socket, 'open');
      if (when !== 'at first') {
        made[0].welcome();
        when === 'as a successor' ? made[0].say({ type: 'drain', within_ms: 1000 }) : made[0].end(1006);
        tick(1_000);
      }
      made.at(-1).welcome('bob');
      assert.deepEqual(ended, [OTHER_ACCOUNT]);
      assert.equal(opens.length, when === 'at first' ? 0 : 1);
      assert.equal(socket.send({ type: 'post' }), false);
      assert.ok(made.at(-1).closed);
      assert.deepEqual(made.at(-1).sent, []);
      tick(60_000);
      assert.equal(made.length, when === 'at first' ? 1 : 2);
    });
  }

  it('pings, and drops a silent connection', (test) => {
    const { made, socket, tick } = start(test);
    made[0].welcome();
    tick(20_000);
    assert.equal(made[0].last('ping').type, 'ping');
    made[0].say({ type: 'pong' });
    tick(20_000);
    tick(5_000);
    assert.equal(socket.state, 'waiting');
    assert.ok(made[0].closed);
  });

  it('moves to another node while the first connection still works', (test) => {
    const { made, socket, tick } = start(test);
    made[0].welcome();
    const states = recorded(socket, 'state');
    const opens = recorded(socket, 'open');
    made[0].say({ type: 'drain', within_ms: 1000 });
    tick(500);
    assert.equal(made.length, 2);
    assert.equal(socket.send({ type: 'typing' }), true);
    made[1].welcome();
    assert.ok(made[0].closed);
    assert.equal(opens.length, 1);
    assert.equal(states.length, 0);
    socket.send({ type: 'read' });
    assert.ok(made[1].last('read'));
  });

  it('retries the move when it reaches a node that accepts nobody', (test) => {
    const { made, socket, tick } = start(test);
    made[0].welcome();
    made[0].say({ type: 'drain', within_ms: 1000 });
    tick(500);
    made[1].end(1006);
    assert.equal(socket.state, 'open');
    tick(500);
    made[2].welcome();
    assert.ok(made[0].closed);
    assert.equal(socket.state, 'open');
  });

  it('reconnects when the node ends before the move is complete', (test) => {
    const { made, socket, tick } = start(test);
    made[0].welcome();
    made[0].say({ type: 'drain', within_ms: 10 });
    tick(5);
    made[0].end(4001);
    made[1].end(1006);
    tick(15_000);
    made[2].welcome();
    assert.equal(socket.state, 'open');
  });

  it('aborts a handshake that takes too long', (test) => {
    const { made, socket, tick } = start(test);
    const failed = recorded(socket, 'failed');
    tick(10_000);
    assert.ok(made[0].closed);
    assert.equal(failed.length, 1);
    assert.equal(socket.state, 'waiting');
  });
});
