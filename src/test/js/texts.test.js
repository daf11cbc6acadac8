import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import en from '../../../static-web/texts/en.js';
import { rich, t } from '../../../static-web/texts/texts.js';
import { literals } from './literals.js';

const UI = new URL('../../../static-web/ui/', import.meta.url);
const scripts = readdirSync(UI, { recursive: true }).filter((name) => name.endsWith('.js'));
const source = (name) => readFileSync(new URL(name, UI), 'utf8');

/** Attributes that users see or that screen readers read. */
const SPOKEN = /\b(?:aria-label|aria-description|title|placeholder|alt|label|heading)="\s*([^"]*[A-Za-z]{2}[^"]*)"/g;

/** The text between the tags of a template, without its expressions. */
const shown = (template) => template.replace(/<!--.*?-->/gs, ' ').replace(/<[^>]*>/g, '\n').split('\n').map((line) => line.trim()).filter((line) => /[A-Za-z]{2}/.test(line));

/** Whether a string is a sentence or label: it begins with a capital and has a second word or ends with a full stop. */
const isSentence = (string) => /^[A-Z][\w’]*[,.!?…:]? \S/.test(string) || /^[A-Z][a-z]+[.…]$/.test(string);

export function literalTexts(script) {
  return literals(script).flatMap(({ tag, text: string }) =>
    tag === 'html' ? [...shown(string), ...[...string.matchAll(SPOKEN)].map(([, spoken]) => spoken)] : isSentence(string) ? [string] : [],
  );
}

test('only texts in templates, attributes and strings are found', () => {
  const script = "toast('Link copied.'); key === 'Escape'; /['\"]/.test(x); html`<p title=\"A title\" class=\"ab cd\">Some text ${name ? html`<b>inner</b>` : 'No name'}</p>`";
  assert.deepEqual(literalTexts(script).sort(), ['A title', 'Link copied.', 'No name', 'Some text', 'inner'].sort());
});

for (const name of scripts) {
  test(`${name} contains no literal text`, () => assert.deepEqual(literalTexts(source(name)), []));
}

test('every used key has a text, and every text is used', () => {
  const used = new Set(scripts.flatMap((name) => literals(source(name)).map(({ text: string }) => string)).filter((string) => /^[a-z]+(\.[\w-]+)+$/.test(string)));
  const missing = scripts.flatMap((name) => [...source(name).matchAll(/\b(?:t|rich)\('([\w.-]+)'/g)].map(([, key]) => key)).filter((key) => !(key in en));
  assert.deepEqual(missing, []);
  assert.deepEqual(Object.keys(en).filter((key) => !used.has(key)), []);
});

test('a text with a count has the language\'s plural forms', () => {
  en['test.count'] = { one: '{count} message', other: '{count} messages' };
  en['test.rich'] = 'Written by {author}, today';
  try {
    assert.equal(t('test.count', { count: 1 }), '1 message');
    assert.equal(t('test.count', { count: 1200 }), '1,200 messages');
    assert.deepEqual(rich('test.rich', { author: 7 }), ['Written by ', '7', ', today']);
    assert.throws(() => t('test.none'), /There is no text test.none/);
  } finally {
    delete en['test.count'];
    delete en['test.rich'];
  }
});
