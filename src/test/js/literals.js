/**
 * The string literals of a script: `{ tag, text }`, where `tag` names the function of a tagged template. Each
 * expression in a template is replaced by one space.
 */
export function literals(source) {
  const found = [];
  scan(source, 0, found, false);
  return found;
}

/** Scans code up to its end, or up to the brace that closes a template expression; returns the index where it stopped. */
function scan(source, from, found, nested) {
  let depth = 0;
  let i = from;
  let last = '';
  while (i < source.length) {
    const c = source[i];
    if (source.startsWith('//', i)) {
      i = end(source, '\n', i);
    } else if (source.startsWith('/*', i)) {
      i = end(source, '*/', i);
    } else if (c === '/' && (last === '' || '(,=:[!&|?{};+>'.includes(last) || /\breturn\s*$/.test(source.slice(Math.max(0, i - 10), i)))) {
      i = regularExpression(source, i + 1);
      last = '/';
    } else if (c === "'" || c === '"') {
      const close = quoted(source, c, i + 1);
      found.push({ tag: '', text: source.slice(i + 1, close) });
      i = close + 1;
      last = c;
    } else if (c === '`') {
      i = template(source, i + 1, found, /([\w$]*)$/.exec(source.slice(Math.max(0, i - 20), i))[1]);
      last = c;
    } else if (nested && c === '}' && depth === 0) {
      return i + 1;
    } else {
      depth += c === '{' ? 1 : c === '}' ? -1 : 0;
      last = /\s/.test(c) ? last : c;
      i++;
    }
  }
  return i;
}

function template(source, from, found, tag) {
  let text = '';
  let i = from;
  while (source[i] !== '`') {
    if (source.startsWith('${', i)) {
      i = scan(source, i + 2, found, true);
      text += ' ';
    } else {
      text += source[i];
      i += source[i] === '\\' ? 2 : 1;
    }
  }
  found.push({ tag, text });
  return i + 1;
}

function regularExpression(source, from) {
  let inClass = false;
  let i = from;
  while (source[i] !== '/' || inClass) {
    inClass = source[i] === '[' || (inClass && source[i] !== ']');
    i += source[i] === '\\' ? 2 : 1;
  }
  return i + 1;
}

function quoted(source, quote, from) {
  let i = from;
  while (source[i] !== quote) {
    i += source[i] === '\\' ? 2 : 1;
  }
  return i;
}

function end(source, what, from) {
  const at = source.indexOf(what, from);
  return at < 0 ? source.length : at + what.length;
}
