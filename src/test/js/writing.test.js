import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInCode, nextItem, withEmoji } from '../../../static-web/model/markup/writing.js';

/** The text after a new line in a list, with `^` as the caret; null outside of lists. */
function continued(text) {
  const caret = text.indexOf('^');
  const plain = text.replace('^', '');
  const next = nextItem(plain, caret);
  return next && `${plain.slice(0, next.from)}${next.text}^${plain.slice(next.to)}`;
}

test('only the inside of an unclosed code block is code', () => {
  for (const text of ['```', '```js', '```\nx', '~~~\nx', 'a\n```\nx\n\n', '> a\n```\nx']) {
    assert.equal(isInCode(text, text.length), true, text);
  }
  for (const text of ['', 'a', '`x', '```x```', '```\nx\n```', '```\nx```', '```\nx\n``` y', 'a ```', '> ```', '\\```']) {
    assert.equal(isInCode(text, text.length), false, text);
  }
  assert.equal(isInCode('```\nx\n```', 5), true);
});

test('a new line in a list begins the next item', () => {
  assert.equal(continued('- a^'), '- a\n- ^');
  assert.equal(continued('x\n* a^\ny'), 'x\n* a\n* ^\ny');
  assert.equal(continued('9. a^'), '9. a\n10. ^');
  assert.equal(continued('  3) a^'), '  3) a\n  4) ^');
  assert.equal(continued('- [x] a^'), '- [x] a\n- [ ] ^');
  assert.equal(continued('- a^b'), '- a\n- ^b');
});

test('a new line after an empty item ends the list', () => {
  assert.equal(continued('- a\n- ^'), '- a\n^');
  assert.equal(continued('1. a\n2. ^'), '1. a\n^');
});

test('a new line outside of lists adds nothing', () => {
  for (const text of ['a^', '^', '-a^', '1.5^', '```\n- a^', '^- a']) {
    assert.equal(continued(text), null, text);
  }
});

test('emoji names are replaced by emoji', () => {
  assert.equal(withEmoji(':tada:'), '🎉');
  assert.equal(withEmoji('ok :+1: (:fire:) :tada::tada:!'), 'ok 👍 (🔥) 🎉:tada:!'.replace(':tada:!', '🎉!'));
  assert.equal(withEmoji('**:tada:** - :thumbsup:'), '**🎉** - 👍');
  assert.equal(withEmoji('a\n```\n:tada:\n``` :tada:\n:tada:'), 'a\n```\n:tada:\n``` 🎉\n🎉');
});

test('other text with colons is unchanged', () => {
  for (const text of [':nosuchname:', '10:30:20', 'a:tada:b', '`:tada:`', '```\n:tada:', 'https://example.com/:tada:', '[a](https://x.example/:tada:)', '> :tada:', '::', 'std::tada::x', ':tada']) {
    assert.equal(withEmoji(text), text);
  }
});
