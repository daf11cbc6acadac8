import assert from 'node:assert/strict';
import { test } from 'node:test';
import { places } from '../../../static-web/model/mentions.js';
import { complete } from '../../../static-web/model/completion.js';
import { excerpt, marked, termsOf } from '../../../static-web/model/marks.js';
import { excerptOf, parse, plainText } from '../../../static-web/model/markup.js';
import { isInCode, nextItem, withEmoji } from '../../../static-web/model/markup/writing.js';
import { isBlank, isEmojiOnly, roomName, roomNameFault } from '../../../static-web/model/text.js';
import { shown } from './shown.js';
import { random, randomText, WORST } from './texts.js';

const TEXTS = 20_000;
const MESSAGE_LIMIT = 4_000;

const seed = Number(process.env.PARLEY_SEED ?? Date.now() % 2 ** 31);

const first = (names) => names[0];

/** The text of all nodes, without the test notation. */
function contents(nodes) {
  return nodes
    .map(({ text, marker = '', inlines = [], blocks = [], items = [], head = [], rows = [], href, isLabelled }) =>
      [marker, inlines.length > 0 || text === undefined ? '' : text, contents(inlines), contents(items), contents(blocks), head.map(contents).join(''), rows.flat().map(contents).join(''), isLabelled ? href : ''].join(''),
    )
    .join('');
}

const sorted = (text) => [...text].sort().join('');

test(`parsing neither loses nor adds letters, seed ${seed}`, () => {
  const next = random(seed);
  for (let i = 0; i < TEXTS; i++) {
    const text = randomText(next).replaceAll('js', '');
    const found = contents(parse(text, first));
    // An x also marks a finished task.
    const letters = (all) => sorted(all.replace(/[^\p{L}\p{N}]|x/gu, ''));
    assert.equal(letters(found), letters(text), JSON.stringify(text));
  }
});

test(`parsing is deterministic, and plain text contains no markup, seed ${seed}`, () => {
  const next = random(seed + 1);
  for (let i = 0; i < TEXTS / 10; i++) {
    const text = randomText(next);
    assert.equal(shown(parse(text, first)), shown(parse(text, first)));
    assert.ok(plainText(text).length <= 10 * text.length + 10);
  }
});

const SCANNERS = {
  parse: (text) => parse(text, first),
  excerptOf: (text) => excerptOf(text, 160),
  withEmoji,
  isInCode: (text) => isInCode(text, text.length),
  nextItem: (text) => nextItem(text, text.length),
  isEmojiOnly,
  isBlank,
  roomName,
  roomNameFault,
  places: (text) => places(text, () => null),
  complete: (text) => complete(text, text.length, { members: [], rooms: [], me: 'me' }),
  termsOf,
  marked: (text) => excerpt(marked(text, ['a', '>', 'tada'])),
};

const MAX_MILLISECONDS = 400;
/** The growth in time allowed for a text four times as long. Linear time grows by 4, quadratic time by 16. */
const MAX_GROWTH = 12;
/** Shorter times, in milliseconds, cannot be measured reliably. */
const FLOOR = 3;

for (const [name, scan] of Object.entries(SCANNERS)) {
  test(`parsing takes linear time for the worst texts: ${name}`, () => {
    for (const part of WORST) {
      for (const tail of ['', 'x']) {
        assert.ok(isFast(scan, (length) => part.repeat(length / part.length) + tail), `${name}: ${JSON.stringify(part)}`);
      }
    }
  });
}

test(`parsing takes linear time for repeated pairs of fragments, seed ${seed}`, () => {
  const next = random(seed + 2);
  for (let i = 0; i < 150; i++) {
    const parts = WORST[next(WORST.length)] + WORST[next(WORST.length)] + randomText(next, 3);
    assert.ok(isFast(SCANNERS.parse, (length) => parts.repeat(length / parts.length)), JSON.stringify(parts));
  }
});

test('texts that once blocked the page are parsed in linear time', () => {
  for (const text of [`${`>${' '.repeat(14)}`.repeat(7)}x`, `${`>${' '.repeat(14)}`.repeat(266)}x`, `[${'`a'.repeat(1_999)}`]) {
    assert.ok(isFast(SCANNERS.parse, (length) => text.slice(0, length)), text.slice(0, 20));
  }
});

/** One fast run is enough: other programs may have delayed the others. */
function isFast(scan, text) {
  return Array.from({ length: 30 }).some(() => {
    const long = time(() => scan(text(MESSAGE_LIMIT)));
    return long < MAX_MILLISECONDS && (long < FLOOR || long < MAX_GROWTH * Math.max(time(() => scan(text(MESSAGE_LIMIT / 4))), FLOOR));
  });
}

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
