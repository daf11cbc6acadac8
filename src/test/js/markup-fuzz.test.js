import assert from 'node:assert/strict';
import { test } from 'node:test';
import { places } from '../../../static-web/model/calls.js';
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

/** All that was put into the blocks, without what the notation adds. */
function contents(nodes) {
  return nodes
    .map(({ text, marker = '', inlines = [], blocks = [], items = [], head = [], rows = [], href, isLabelled }) =>
      [marker, inlines.length > 0 || text === undefined ? '' : text, contents(inlines), contents(items), contents(blocks), head.map(contents).join(''), rows.flat().map(contents).join(''), isLabelled ? href : ''].join(''),
    )
    .join('');
}

const sorted = (text) => [...text].sort().join('');

test(`no letter of a text is lost or added, seed ${seed}`, () => {
  const next = random(seed);
  for (let i = 0; i < TEXTS; i++) {
    const text = randomText(next).replaceAll('js', '');
    const found = contents(parse(text, first));
    // An x is also the sign of a task
    const letters = (all) => sorted(all.replace(/[^\p{L}\p{N}]|x/gu, ''));
    assert.equal(letters(found), letters(text), JSON.stringify(text));
  }
});

test(`a text is parsed the same each time, and a plain text needs no marks, seed ${seed}`, () => {
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

const MOST_MILLISECONDS = 400;
/** Four times as long a text takes four times as long; to square its length would be sixteen times. */
const MOST_GROWTH = 12;
/** Less is nothing that can be measured. */
const FLOOR = 3;

for (const [name, scan] of Object.entries(SCANNERS)) {
  test(`the worst texts cost no more than others of their length: ${name}`, () => {
    for (const part of WORST) {
      for (const tail of ['', 'x']) {
        assert.ok(isFast(scan, (length) => part.repeat(length / part.length) + tail), `${name}: ${JSON.stringify(part)}`);
      }
    }
  });
}

test(`pairs of parts cost no more than others of their length, seed ${seed}`, () => {
  const next = random(seed + 2);
  for (let i = 0; i < 150; i++) {
    const parts = WORST[next(WORST.length)] + WORST[next(WORST.length)] + randomText(next, 3);
    assert.ok(isFast(SCANNERS.parse, (length) => parts.repeat(length / parts.length)), JSON.stringify(parts));
  }
});

test('the texts that once held up the page are parsed like any other', () => {
  for (const text of [`${`>${' '.repeat(14)}`.repeat(7)}x`, `${`>${' '.repeat(14)}`.repeat(266)}x`, `[${'`a'.repeat(1_999)}`]) {
    assert.ok(isFast(SCANNERS.parse, (length) => text.slice(0, length)), text.slice(0, 20));
  }
});

/** Once is enough: another program may have had the processor. */
function isFast(scan, text) {
  return [1, 2, 3, 4, 5].some(() => {
    const long = time(() => scan(text(MESSAGE_LIMIT)));
    return long < MOST_MILLISECONDS && (long < FLOOR || long < MOST_GROWTH * Math.max(time(() => scan(text(MESSAGE_LIMIT / 4))), FLOOR));
  });
}

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
