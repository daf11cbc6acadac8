import en from './en.js';

const plurals = new Intl.PluralRules('en');

/**
 * The text of this key, with `{name}` replaced by the value of that name. A text with several forms chooses by `values.count`, by the plural
 * rules of the language; `{count}` is written with its separators.
 */
export function t(key, values = {}) {
  return form(key, values).replace(/\{(\w+)\}/g, (_, name) => written(values[name]));
}

/** Like `t`, for values that are templates: a list of strings and values, to be rendered in this order. */
export function rich(key, values) {
  return form(key, values)
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? written(values[part.slice(1, -1)]) : part));
}

function form(key, values) {
  const found = en[key];
  if (found === undefined) {
    throw new Error(`There is no text ${key}`);
  }
  return typeof found === 'string' ? found : (found[plurals.select(values.count)] ?? found.other);
}

function written(value) {
  return typeof value === 'number' ? value.toLocaleString('en') : value;
}
