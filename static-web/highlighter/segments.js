/** The colour kinds by Prism's token types. Tokens of other types look like their surroundings. */
const KINDS = {
  comment: 'comment',
  prolog: 'comment',
  doctype: 'comment',
  cdata: 'comment',
  shebang: 'comment',
  keyword: 'keyword',
  atrule: 'keyword',
  rule: 'keyword',
  important: 'keyword',
  instruction: 'keyword',
  directive: 'keyword',
  selector: 'name',
  tag: 'name',
  table: 'name',
  section: 'name',
  'section-name': 'name',
  title: 'name',
  function: 'name',
  'function-name': 'name',
  'function-variable': 'name',
  method: 'name',
  target: 'name',
  decorator: 'name',
  annotation: 'name',
  'class-name': 'type',
  type: 'type',
  'type-definition': 'type',
  builtin: 'type',
  namespace: 'type',
  attribute: 'property',
  'attr-name': 'property',
  property: 'property',
  key: 'property',
  variable: 'property',
  parameter: 'property',
  symbol: 'value',
  constant: 'value',
  boolean: 'value',
  number: 'value',
  color: 'value',
  unit: 'value',
  null: 'value',
  nil: 'value',
  entity: 'value',
  string: 'string',
  char: 'string',
  character: 'string',
  'attr-value': 'string',
  'template-string': 'string',
  'triple-quoted-string': 'string',
  'interpolation-string': 'string',
  'string-literal': 'string',
  regex: 'string',
  url: 'string',
  inserted: 'inserted',
  'inserted-sign': 'inserted',
  'inserted-arrow': 'inserted',
  deleted: 'deleted',
  'deleted-sign': 'deleted',
  'deleted-arrow': 'deleted',
};

/** Kinds whose punctuation is less prominent than the rest. */
const PLAIN = new Set(['punctuation', 'operator', 'interpolation', 'embedded-code']);

/** Returns the tokens of a text as `[kind, length]`, in order and without nesting; the kind of plain code is ''. */
export function segments(tokens) {
  const found = [];
  collect(tokens, '', found);
  return found;
}

function collect(token, kind, found) {
  if (Array.isArray(token)) {
    token.forEach((one) => collect(one, kind, found));
  } else if (typeof token === 'string') {
    const last = found.at(-1);
    if (last?.[0] === kind) {
      last[1] += token.length;
    } else if (token.length > 0) {
      found.push([kind, token.length]);
    }
  } else {
    const names = [token.type, token.alias ?? []].flat();
    const own = names.map((name) => KINDS[name]).find(Boolean);
    collect(token.content, own ?? (PLAIN.has(token.type) && kind !== 'inserted' && kind !== 'deleted' ? '' : kind), found);
  }
}
