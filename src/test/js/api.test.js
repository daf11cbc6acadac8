import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { filtered, sections } from '../../../static-web/model/api.js';
import { fields, typeWords } from '../../../static-web/model/schema.js';

const read = (name) => JSON.parse(readFileSync(new URL(`../../main/resources/api/${name}`, import.meta.url), 'utf8'));

const http = read('openapi.json');
const sockets = read('asyncapi.json');
const all = sections(http, sockets);
const entries = (from) => from.flatMap((section) => section.entries);
const ids = (from) => entries(from).map(({ id }) => id);
const words = (schema) => typeWords(schema).map(({ text }) => text).join('');

describe('The API reference', () => {
  it('contains every operation and every frame once', () => {
    const operations = Object.values(http.paths).flatMap((item) => Object.values(item).flatMap(({ operationId }) => operationId ?? []));
    const frames = Object.entries(sockets.channels).flatMap(([name, { messages }]) => Object.keys(messages).map((key) => `${name}-${key}`));
    const kinds = (kind) => entries(all).filter((entry) => entry.kind === kind).map(({ id }) => id);

    assert.deepEqual(kinds('route').sort(), operations.sort());
    assert.deepEqual(kinds('frame').sort(), frames.sort());
    assert.equal(new Set([...ids(all), ...all.map(({ id }) => id)]).size, ids(all).length + all.length);
  });

  it('contains every object that a type links to', () => {
    const known = new Set(ids(all));
    for (const { schema, body, answers = [] } of entries(all)) {
      for (const one of [schema, body?.schema, ...answers.map((answer) => answer.schema)].filter(Boolean)) {
        const types = [typeWords(one), ...fields(one).map(({ type }) => type)].flat();
        types.filter(({ object }) => object).forEach(({ object }) => assert.ok(known.has(`object-${object}`), object));
      }
    }
  });

  it('matches all words of a query in paths, names and fields', () => {
    assert.deepEqual(ids(filtered(all, 'PUT /bans')), ['ban']);
    assert.ok(ids(filtered(all, 'nonce')).includes('postMessage'));
    assert.ok(ids(filtered(all, 'frame nonce')).includes('parley-post'));
    assert.deepEqual(filtered(all, 'no such word'), []);
    assert.deepEqual(ids(filtered(all, ' ')), ids(all));
  });

  it('matches codes as whole words only', () => {
    assert.ok(ids(filtered(all, 'banned')).includes('readRoom'));
    assert.ok(!ids(filtered(all, 'ban')).includes('readRoom'));
  });
});

it('describes a schema in words', () => {
  assert.equal(words({ type: ['string', 'null'] }), 'string or null');
  assert.equal(words({ type: 'string', format: 'date-time' }), 'time');
  assert.equal(words({ type: 'array', items: { $ref: './openapi.json#/components/schemas/Message' } }), 'list of Message');
  assert.equal(words({ type: ['string', 'null'], enum: ['all', null] }), '"all", null');
  assert.equal(words({ anyOf: [{ $ref: '#/components/schemas/Role' }, { type: 'null' }] }), 'Role or null');
  assert.equal(words({ type: 'boolean', const: true }), 'always true');
});

it('describes a field without a description by its schema', () => {
  const schema = { properties: { kind: { $ref: '#/x/Kind' }, name: { type: 'string', description: 'Own.' } }, required: ['name'] };

  assert.deepEqual(
    fields(schema, { Kind: { description: 'Of the kind.' } }).map(({ name, optional, words: text }) => [name, optional, text]),
    [
      ['kind', true, 'Of the kind.'],
      ['name', false, 'Own.'],
    ],
  );
});
