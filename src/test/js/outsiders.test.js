import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outsiders } from '../../../static-web/model/outsiders.js';

const accounts = [{ username: 'Bob' }, { username: 'ann.lee' }, { username: 'bobby' }, { username: 'cid' }];
const find = async (query) => ({ accounts: accounts.filter(({ username }) => username.toLowerCase().includes(query)) });
const named = async (text, members = ['cid']) => (await outsiders(text, members, find)).map(({ username }) => username);

describe('People who are named but are no members', () => {
  it('are found by their whole name, once', async () => {
    assert.deepEqual(await named('@bob and @BOB, ask @ann.lee.'), ['Bob', 'ann.lee']);
  });

  it('are not those who are members, nor everybody, nor names that nobody has', async () => {
    assert.deepEqual(await named('@cid @here @nobody'), []);
  });

  it('are not parts of addresses', async () => {
    assert.deepEqual(await named('mail me@bob or see https://social.example/@bob'), []);
  });

  it('are none where they cannot be looked up', async () => {
    assert.deepEqual(await outsiders('@bob', [], () => Promise.reject(new Error('offline'))), []);
  });
});
