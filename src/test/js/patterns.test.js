import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ambiguities } from './patterns.js';

const SOURCES = fileURLToPath(new URL('../../../static-web/', import.meta.url));

/** A regular expression literal, recognized by what precedes it. */
const LITERAL = /(?:^|[=(,:[!&|?{};\n]|=>|return)[ \t]*\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)/gm;
const BUILT = /new RegExp\(/;

test('ambiguous patterns are found', () => {
  for (const [source, flags] of [
    ['a+a+b', ''],
    ['^[ \\t]*(?:>|[-*+])?[ \\t]*$', 'm'],
    ['(?:[ \\t]*(?:>|-)[ \\t]*){8,}', ''],
    ['(a+)+', ''],
    ['(?:a|a)*b', ''],
    ['\\s*x?\\s*y', ''],
    ['[\\w.]+\\w*@', ''],
    ['(?:\\p{L}+-?)*', 'u'],
    ['(?:a*)+', ''],
  ]) {
    assert.notDeepEqual(ambiguities(source, flags), [], source);
  }
  for (const [source, flags] of [
    ['a+b+c', ''],
    ['^[ \\t]*([-*+]|\\d{1,4}[.)])[ \\t]+(?=\\S)', ''],
    ['(?:a+,)*', ''],
    ['"([^"]*)"?|([^\\s"]+)', 'g'],
    ['(?:ab|ac)*', ''],
  ]) {
    assert.deepEqual(ambiguities(source, flags), [], source);
  }
});

test('no pattern of the page is ambiguous', () => {
  let count = 0;
  for (const file of readdirSync(SOURCES, { recursive: true }).filter((name) => name.endsWith('.js'))) {
    const source = readFileSync(join(SOURCES, file), 'utf8');
    assert.ok(!BUILT.test(source), `${file} builds a pattern, which cannot be read here`);
    for (const [, pattern, flags] of source.matchAll(LITERAL)) {
      count++;
      assert.deepEqual(ambiguities(pattern, flags), [], `${file}: /${pattern}/${flags}`);
    }
  }
  assert.ok(count > 40, `${count} patterns`);
});
