/** Fragments of markup, and of text that may surround it. */
export const PARTS = [
  ...['>', '> ', '- ', '* ', '+ ', '1. ', '12) ', '  ', ' ', ' ', '\t', '\n', '\n', '\n\n', '- [ ] ', '| ', '|', '||', '|---|---|\n', ':-:'],
  ...['*', '*', '**', '***', '_', '_', '__', '~', '~~', '~~~', '`', '`', '``', '```', '```js', '\\', '\\', '[', ']', '(', ')', '](', '](https://'],
  ...['https://', 'www.', 'mailto:', 'example.com', '.', ',', '/', '@', '@bob', '@here', '@ann.lee', '#tea', "'", '"', '’', '。', '（', '“', '”', '-', '—', '&', '<', '{', '}'],
  ...['a', 'b', 'word', '2', 'é', 'ß', 'さん', '字', '님', 'ש', 'علی', '\u200c', '\u200d', '\u0301', '🎉', '❤️', '👨‍👩‍👧', '©', '¯', '→', ':tada:', 'x'],
];

/** Texts that have caused excessive time in parsers of this kind. */
export const WORST = [
  ...['>              ', '[`a', '> ', '> > ', '- ', '  - a\n', '1. a\n', '*a ', '*a_', '_a*', '*', '_', '*_~|', '**a', '**a **', '***a** ', '**a *b* c** '],
  ...['[', ']', '[[', '](', '[a](http://', '[x](http://a[', '[x](http://a(', '_([a](http://', '~~', '~~a', '||', '||a', '`', '``a`', '```', '```\n', 'x```a\n', '~~~\n'],
  ...['@', '@a', '@a.', '@bob ', '@字', '_@_', 'a@b.', 'a.@', 'https://', 'https://a(', 'www.a', '\\', '\\*', '\\`', '\\[', '|', '|a', '| a ', '\n', ' ', '\t', 'a ', '🎉', 'ש', '\u0301', ':a', ':tada:', '#a', '"', 'from:'],
];

/** Returns a seeded generator of random numbers below a bound. */
export function random(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

export function randomText(next, most = 40) {
  return Array.from({ length: 1 + next(most) }, () => PARTS[next(PARTS.length)]).join('');
}
