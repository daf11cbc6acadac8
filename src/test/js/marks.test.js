import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt, marked, termsOf } from '../../../static-web/model/marks.js';

const show = (text, query) =>
  marked(text, termsOf(query))
    .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join('');

test('words and phrases are marked everywhere, filters are not', () => {
  assert.equal(show('The quick brown fox', 'QUICK from:ann "n f"'), 'The [quick] brow[n f]ox');
  assert.equal(show('nothing here', 'in:room'), 'nothing here');
});

test('marking ignores case, composition and compatibility forms', () => {
  assert.equal(show('Straße und STRASSE', 'strasse'), '[Straße] und [STRASSE]');
  assert.equal(show('cafe\u0301!', 'CAFÉ'), '[cafe\u0301]!');
  assert.equal(show('今日は東京', '東'), '今日は[東]京');
  assert.equal(show('Ὀδυσσεύς', 'ΣΣΕΎΣ'), 'Ὀδυ[σσεύς]');
});

test('the joined parts equal the text', () => {
  const text = 'a👨‍👩‍👧b ﬁx';
  assert.equal(
    marked(text, termsOf('fi b'))
      .map((part) => part.text)
      .join(''),
    text,
  );
});

test('a long text is cut around its first hit', () => {
  const shown = excerpt(marked(`${'x'.repeat(1_000)} needle ${'y'.repeat(1_000)}`, termsOf('needle')));
  const text = shown.map((part) => part.text).join('');
  assert.ok(text.startsWith('…') && text.endsWith('…') && text.includes('needle'));
  assert.ok(text.length < 350);
});

test('marking ignores accents, apostrophes and width, and date filters are not words', () => {
  assert.equal(show('Crème brûlée', 'creme after:2026-01-01'), '[Crème] brûlée');
  assert.equal(show('O’Brien’s ＣＡＦＥ', "o'briens cafe"), '[O’Brien’s] [ＣＡＦＥ]');
  assert.equal(show('が and か', 'か'), 'が and [か]');
  assert.equal(show('a b', '“a b” before:2026-01-01'), '[a b]');
});
