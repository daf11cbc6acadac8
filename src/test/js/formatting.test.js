import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatted } from '../../../static-web/model/markup/formatting.js';

/** Applies a format to a text with its selection in `‹›`, and returns the same. */
function apply(marked, format) {
  const from = marked.indexOf('‹');
  const to = marked.indexOf('›') - 1;
  const text = marked.replace(/[‹›]/g, '');
  const change = formatted(text, from, to, format);
  const all = text.slice(0, change.from) + change.text + text.slice(change.to);
  return `${all.slice(0, change.start)}‹${all.slice(change.start, change.end)}›${all.slice(change.end)}`;
}

const cases = [
  ['bold', 'a ‹word› here', 'a **‹word›** here'],
  ['bold', 'a **‹word›** here', 'a ‹word› here'],
  ['bold', 'a ‹**word**› here', 'a ‹word› here'],
  ['bold', 'a ‹›', 'a **‹›**'],
  ['bold', 'a *‹word›*', 'a ***‹word›***'],
  ['italic', '**‹word›**', '***‹word›***'],
  ['italic', '***‹word›***', '**‹word›**'],
  ['bold', '***‹word›***', '*‹word›*'],
  ['italic', 'a ‹ word ›here', 'a  *‹word›* here'],
  ['strike', '‹word›', '~~‹word›~~'],
  ['code', '‹a + b›', '`‹a + b›`'],
  ['code', '`‹a + b›`', '‹a + b›'],
  ['code', '‹one\ntwo›', '```\n‹one\ntwo›\n```'],
  ['code', 'see ‹one\ntwo› end', 'see \n```\n‹one\ntwo›\n```\n end'],
  ['link', 'see ‹this›', 'see [this](‹https://›)'],
  ['link', 'see ‹https://a.b/c›', 'see [‹›](https://a.b/c)'],
  ['link', '‹›', '[‹›](https://)'],
  ['list', 'o‹ne\ntw›o\nthree', '‹- one\n- two›\nthree'],
  ['list', '‹- one\n- two›', '‹one\ntwo›'],
  ['list', '‹- one\ntwo›', '‹- one\n- two›'],
  ['list', 'one‹›', '- one‹›'],
  ['quote', 'x\n‹one\n›two', 'x\n‹> one›\ntwo'],
  ['quote', '> ‹one›', '‹one›'],
];

for (const [format, before, after] of cases) {
  test(`${format}: ${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, () => assert.equal(apply(before, format), after));
}
