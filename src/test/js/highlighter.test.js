import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import { segments } from '../../../static-web/highlighter/segments.js';
import { Highlighter } from '../../../static-web/model/highlighter.js';
import { parse } from '../../../static-web/model/markup.js';
import { settled } from './support.js';

/** A stub of a worker that answers with one segment, and never for `slow`. */
class Worker {
  asked = [];
  terminated = false;

  constructor() {
    queueMicrotask(() => this.onmessage({ data: { ready: true } }));
  }

  postMessage({ text, language }) {
    this.asked.push(text);
    text === 'slow' || queueMicrotask(() => this.onmessage({ data: { segments: language === 'odd' ? null : [['keyword', text.length]] } }));
  }

  terminate() {
    this.terminated = true;
  }
}

function started() {
  const workers = [];
  const highlighter = new Highlighter(() => {
    workers.push(new Worker());
    return workers.at(-1);
  });
  return { highlighter, workers };
}

describe('The highlighter', () => {
  it('starts its worker for the first text with colours, and remembers what it found', async () => {
    const { highlighter, workers } = started();
    assert.equal(await highlighter.segments('a', 'text'), null);
    assert.equal(workers.length, 0);
    assert.equal(highlighter.known('a', 'js'), undefined);
    assert.deepEqual(await highlighter.segments('a', 'js'), [['keyword', 1]]);
    assert.deepEqual(highlighter.known('a', 'js'), [['keyword', 1]]);
    assert.equal(await highlighter.segments('a', 'odd'), null);
    assert.equal(highlighter.known('a', 'odd'), null);
    await Promise.all([highlighter.segments('a', 'js'), highlighter.segments('b', 'js'), highlighter.segments('b', 'js')]);
    assert.deepEqual([workers.length, workers[0].asked], [1, ['a', 'a', 'b']]);
  });

  it('gives up a text that takes too long, and goes on with the next one', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { highlighter, workers } = started();
    const [slow, next] = [highlighter.segments('slow', 'js'), highlighter.segments('b', 'js')];
    await settled();
    context.mock.timers.tick(1_000);
    assert.deepEqual([await slow, await next], [null, [['keyword', 1]]]);
    assert.deepEqual(workers.map(({ terminated }) => terminated), [true, false]);
    assert.equal(highlighter.known('slow', 'js'), null);
  });
});

test('segments are flat, adjacent ones of a kind are one, and their lengths are those of the text', () => {
  const tokens = ['a ', { type: 'string', content: ['"x', { type: 'interpolation', content: ['${', { type: 'number', content: '1' }, '}'] }, 'y"'] }, { type: 'operator', content: ' + ' }, 'b', { type: 'deleted-sign', content: ['- ', { type: 'punctuation', content: ';' }] }];
  assert.deepEqual(segments(tokens), [['', 2], ['string', 2], ['', 2], ['value', 1], ['', 1], ['string', 2], ['', 4], ['deleted', 3]]);
});

test('the language of code is the name after its fence', () => {
  const code = (text) => parse(text).map(({ language, text: inside }) => [language, inside]);
  assert.deepEqual(code('```Java\nint a;\n```'), [['java', 'int a;']]);
  assert.deepEqual(parse('- one\n  ```Java\n  int a;\n  ```')[0].items[0].blocks, [{ type: 'code', text: 'int a;', language: 'java' }]);
  assert.deepEqual(code('```\nint a;\n```'), [['', 'int a;']]);
  assert.deepEqual(code('```not a language\nb\n```'), [['', 'not a language\nb']]);
});

test('the colours of code contrast enough with its background, in both themes', () => {
  const tokens = readFileSync(new URL('../../../static-web/styles/1-tokens.css', import.meta.url), 'utf8');
  const colours = new Map([...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, ...themes]) => [name, themes]));
  const names = [...colours.keys()].filter((name) => name.startsWith('code-'));
  assert.ok(names.length >= 7);
  for (const name of [...names, 'danger']) {
    [0, 1].forEach((theme) => {
      const contrast = contrastOf(colours.get(name)[theme], colours.get('ground-side')[theme]);
      assert.ok(contrast >= 4.5, `${name}: ${contrast}`);
    });
  }
});

/** By WCAG 2.2. */
function contrastOf(one, other) {
  const [light, dark] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
