import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { excerptOf, parse, plainText } from '../../../static-web/model/markup.js';
import { shown } from './shown.js';

const FOLDER = new URL('../resources/markup/', import.meta.url);

/** The names that the texts of the cases may mention; the server's test uses the same ones. */
const KNOWN = new Set(['bob', 'ann', 'ann.lee', '田中', 'علی\u200cرضا', 'here']);
const known = (names) => names.find((name) => KNOWN.has(name.toLowerCase())) ?? null;

const mentionsIn = (blocks) => [...new Set([...shown(blocks).matchAll(/<mention>@(.*?)<\/mention>/g)].map(([, name]) => name.toLowerCase()))];

for (const file of readdirSync(FOLDER)) {
  test(`texts are rendered as specified: ${file}`, () => {
    const cases = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
    assert.ok(cases.length > 10);
    for (const { text, shown: expected = text, mentions = [] } of cases) {
      const blocks = parse(text, known);
      assert.equal(shown(blocks), expected, JSON.stringify(text));
      assert.deepEqual(mentionsIn(blocks), mentions, JSON.stringify(text));
    }
  });
}

test('plain text contains the words without markup', () => {
  assert.equal(plainText('**bold** `code` [label](https://example.com) ||secret||'), 'bold code label (spoiler)');
  assert.equal(plainText('> quoted\n```js\nlet x;\n```\n- a\n- [x] b\n3. c'), '“quoted”\nlet x;\n• a\n☑ b\n3. c');
  assert.equal(plainText('[](https://example.com)'), 'https://example.com');
  assert.equal(plainText('| a | b |\n|---|---|\n| 1 | 2 |'), 'a · b\n1 · 2');
});

test('an excerpt is limited to whole characters', () => {
  const family = '👨‍👩‍👧‍👦';
  assert.equal(excerptOf(family.repeat(200), 160), `${family.repeat(159)}…`);
  assert.equal(excerptOf(family.repeat(160), 160), family.repeat(160));
  assert.equal(excerptOf('e\u0301'.repeat(161), 160), `${'e\u0301'.repeat(159)}…`);
  assert.equal(excerptOf('**one**\n\n`two`', 160), 'one two');
  assert.equal(excerptOf('a'.repeat(159) + ' b', 160), `${'a'.repeat(159)}…`);
});

test('an excessively complex text is shown as typed', () => {
  const text = '*a* '.repeat(6_000);
  assert.deepEqual(parse(text), [{ type: 'text', inlines: [{ type: 'text', text }] }]);
  const many = '@a *b* '.repeat(2_000);
  assert.deepEqual(parse(many), [{ type: 'text', inlines: [{ type: 'text', text: many }] }]);
});
