import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { complete } from '../../../static-web/model/completion.js';
import { Groups, groups } from '../../../static-web/model/groups.js';
import { parse } from '../../../static-web/model/markup.js';
import { groupOf, mentionsIn, mentionsMe } from '../../../static-web/model/mentions.js';

const design = { name: 'design', description: 'Everything that people see', people: 4, mine: true };
const ops = { name: 'ops', description: '', people: 1, mine: false };

const mentioned = (text, row) => {
  const found = [];
  const visit = (value) => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (value && typeof value === 'object') {
      value.type === 'mention' && found.push(value.text);
      Object.values(value).forEach(visit);
    }
  };
  visit(parse(text, mentionsIn(row)));
  return found;
};

describe('groups', () => {
  it('announce changes, and keep what is known without an answer', async () => {
    const known = new Groups();
    let changes = 0;
    known.on('change', () => changes++);
    await known.read({ get: async () => ({ groups: [design, ops] }) });
    await known.read({ get: async () => ({ groups: [{ ...design }, ops] }) });
    await known.read({ get: () => Promise.reject(new Error('offline')) });

    assert.equal(changes, 1);
    assert.deepEqual(known.all, [design, ops]);
    assert.equal(known.isMine('design'), true);
    assert.equal(known.isMine('ops'), false);
    assert.equal(known.isMine('nothing'), false);
  });

  it('are completed after an @ with the number of their people', () => {
    groups.learn([design, ops]);
    const { options } = complete('hi @de', 6, { members: [{ username: 'dean', display_name: 'Dean' }], rooms: [], me: 'ann' });

    assert.deepEqual(options.map(({ text, people }) => ({ text, people })), [{ text: '@dean ', people: undefined }, { text: '@design ', people: 4 }]);
    groups.learn([]);
  });

  it('are mentions in the messages that say so', () => {
    const row = { mentions: ['ann'], groups: ['design'], author: 'bob' };

    assert.deepEqual(mentioned('@Design, @ops and `@design`', row), ['@Design']);
    assert.deepEqual(mentioned('@design', { mentions: ['ann'] }), []);
    assert.equal(groupOf('DESIGN', row.groups), 'design');
    assert.equal(groupOf('ann', row.groups), null);
    assert.equal(mentionsMe(row, 'ann'), true);
    assert.equal(mentionsMe(row, 'eve'), false);
  });
});
