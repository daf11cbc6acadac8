import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outsiders } from '../../../static-web/model/outsiders.js';

const accounts = [{ username: 'Bob' }, { username: 'ann.lee' }, { username: 'bobby' }, { username: 'cid' }];
const find = async (query) => ({ accounts: accounts.filter(({ username }) => username.toLowerCase().includes(query)) });
const named = async (text, members = ['cid']) => (await outsiders(text, members, find)).map(({ username }) => username);

describe('Mentioned people who are not members', () => {
  it('are found once, by their full name', async () => {
    assert.deepEqual(await named('@bob and @BOB, ask @ann.lee.'), ['Bob', 'ann.lee']);
  });

  it('exclude members, @here and unknown names', async () => {
    assert.deepEqual(await named('@cid @here @nobody'), []);
  });

  it('exclude parts of addresses', async () => {
    assert.deepEqual(await named('mail me@bob or see https://social.example/@bob'), []);
  });

  it('are empty if the search fails', async () => {
    assert.deepEqual(await outsiders('@bob', [], () => Promise.reject(new Error('offline'))), []);
  });
});
