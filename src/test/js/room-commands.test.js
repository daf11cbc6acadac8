import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomCommands } from '../../../static-web/model/room-commands.js';

const deploy = { command: 'deploy', text: 'web' };

const answering = (...answers) => {
  const forms = [];
  const send = async (name, form) => {
    forms.push({ name, ...form });
    const answer = answers.shift();
    if (answer.code) {
      throw answer;
    }
    return answer;
  };
  return { forms, send };
};

test('a private answer is kept until it is dismissed', async () => {
  const commands = new RoomCommands();
  const { send } = answering({ visibility: 'private', text: 'one' }, { visibility: 'private', text: 'two' });
  assert.equal(await commands.run('/deploy web', deploy, send), 'private');
  await commands.run('/deploy web', deploy, send);
  commands.dismiss(commands.answers[0].key);
  assert.deepEqual(commands.answers.map(({ typed, text }) => [typed, text]), [['/deploy web', 'two']]);
  assert.equal(commands.running, null);
});

test('only an attempt whose outcome is unknown is repeated with the same nonce', async () => {
  const commands = new RoomCommands();
  const { forms, send } = answering({ code: 'unreachable' }, { code: 'command_timed_out' }, { code: 'command_failed' }, { visibility: 'room' }, { visibility: 'room' });
  const run = (typed) => commands.run(typed, deploy, send).catch(() => {});
  for (let attempt = 0; attempt < 5; attempt++) {
    await run('/deploy web');
  }
  const nonces = forms.map(({ nonce }) => nonce);
  assert.equal(nonces[1], nonces[0]);
  assert.equal(nonces[2], nonces[0]);
  assert.equal(new Set(nonces.slice(2)).size, 3);
});

test('another text is not a repetition', async () => {
  const commands = new RoomCommands();
  const { forms, send } = answering({ code: 'unreachable' }, { visibility: 'room' });
  await commands.run('/deploy web', deploy, send).catch(() => {});
  await commands.run('/deploy app', deploy, send);
  assert.notEqual(forms[0].nonce, forms[1].nonce);
});

test('commands that are switched off are not offered, and known ones survive a failure', async () => {
  const commands = new RoomCommands();
  await commands.read(async () => ({ commands: [{ name: 'on', available: true }, { name: 'off', available: false }] }));
  await commands.read(() => Promise.reject(new Error('away'))).catch(() => {});
  assert.deepEqual(commands.names, ['on']);
});
