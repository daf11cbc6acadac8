/** Describes a JSON schema's type in words: parts that are `{text}`, or `{text, object}` for a named schema. */
export function typeWords(schema) {
  if (schema === undefined || schema === true) {
    return [{ text: 'anything' }];
  }
  if (schema.$ref) {
    const object = nameOf(schema);
    return [PLAIN[object] ?? { text: object, object }];
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && !schema.properties) {
    return joined(choices.map(typeWords), ' or ');
  }
  if ('const' in schema) {
    return [{ text: `always ${JSON.stringify(schema.const)}` }];
  }
  if (schema.enum) {
    return joined(schema.enum.map((value) => [{ text: value === null ? 'null' : `"${value}"` }]), ', ');
  }
  const types = [schema.type].flat();
  return joined(types.map((type) => (type === 'array' ? [{ text: 'list of ' }, ...typeWords(schema.items)] : [{ text: FORMATS[schema.format] && type === 'string' ? FORMATS[schema.format] : type }])), ' or ');
}

const FORMATS = { 'date-time': 'time', uri: 'address' };

/** Named schemas that are described inline instead of by an entry of their own. */
const PLAIN = { Ref: { text: 'string or number' }, Code: { text: 'code' } };

const nameOf = ({ $ref = '' }) => $ref.slice($ref.lastIndexOf('/') + 1);

const joined = (lists, separator) => lists.flatMap((list, index) => (index === 0 ? list : [{ text: separator }, ...list]));

/**
 * The fields of an object, each with its type in words.
 *
 * @param known the named schemas, whose description is used for a field without one
 */
export function fields(schema, known = {}) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {})
    .filter(([, field]) => field !== false)
    .map(([name, field]) => ({ name, type: typeWords(field), optional: !required.has(name), words: field.description ?? known[nameOf(field)]?.description ?? '' }));
}
