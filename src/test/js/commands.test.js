import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOf } from '../../../static-web/model/commands.js';
import { complete } from '../../../static-web/model/completion.js';
import { plainText } from '../../../static-web/model/markup.js';

test('/me is emphasized', () => assert.deepEqual(commandOf('/me waves'), { name: 'me', text: '_waves_' }));

test('/shrug is shown as it is', () => {
  assert.equal(plainText(commandOf('/shrug').text), '¯\\_(ツ)_/¯');
  assert.equal(plainText(commandOf('/shrug who knows').text), 'who knows ¯\\_(ツ)_/¯');
});

test('/topic and /invite name what they change', () => {
  assert.deepEqual(commandOf('/topic  Tea \n and cake '), { name: 'topic', topic: 'Tea and cake' });
  assert.deepEqual(commandOf('/invite @bob'), { name: 'invite', username: 'bob' });
});

test('a command without its value is incomplete', () => {
  assert.equal(commandOf('/me').text, '');
  assert.equal(commandOf('/topic').topic, '');
});

test('/remind and /help', () => {
  assert.deepEqual(commandOf('/remind me  in 5 minutes x'), { name: 'remind', reminder: 'me  in 5 minutes x' });
  assert.deepEqual(commandOf('/help'), { name: 'help' });
});

test('commands may begin with a capital letter, as phones write them', () => assert.deepEqual(commandOf('/Me waves'), { name: 'me', text: '_waves_' }));

test('two slashes send a command as it is', () => assert.equal(commandOf('//me waves').text, '/me waves'));

test('a word that looks like a command is unknown', () => {
  assert.deepEqual(commandOf('/menu'), { name: 'unknown', word: '/menu' });
  assert.deepEqual(commandOf('/topics are many'), { name: 'unknown', word: '/topics' });
});

test('other texts that begin with a slash are messages', () => {
  ['/etc/hosts', '/', '/2', '/menu/', ' see /me', '// comment', '//topics', '/tmp,', '/é'].forEach((text) => assert.equal(commandOf(text), null, text));
});

test('a slash at the beginning completes commands', () => {
  const labels = (text) => complete(text, text.length, { members: [], rooms: [], me: 'me' })?.options.map(({ label }) => label) ?? null;
  assert.deepEqual(labels('/'), ['/me', '/remind', '/topic', '/invite', '/shrug', '/help']);
  assert.deepEqual(labels('/to'), ['/topic']);
  assert.equal(labels('a /to'), null);
  assert.equal(labels('/x'), null);
});

test('commands of a room are recognized, in any letter case', () => {
  assert.deepEqual(commandOf('/Deploy  web to\nproduction ', ['deploy']), { name: 'custom', command: 'deploy', rest: 'web to\nproduction' });
  assert.deepEqual(commandOf('/deploy', ['deploy']), { name: 'custom', command: 'deploy', rest: '' });
  assert.equal(commandOf('//deploy web', ['deploy']).text, '/deploy web');
  assert.deepEqual(commandOf('/deploys', ['deploy']), { name: 'unknown', word: '/deploys' });
  assert.equal(commandOf('/deploy/web', ['deploy']), null);
});

test('a slash completes commands of the room after the built-in ones', () => {
  const commands = [{ name: 'deploy', description: 'Deploys a service', usage: 'service' }];
  const options = (text) => complete(text, text.length, { members: [], rooms: [], me: 'me', commands })?.options ?? null;
  assert.deepEqual(options('/').at(-1), { text: '/deploy ', label: '/deploy', usage: 'service', hint: 'Deploys a service' });
  assert.deepEqual(options('/d').map(({ label }) => label), ['/deploy']);
});
