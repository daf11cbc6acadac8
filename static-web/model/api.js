/**
 * Converts the two API documents into the sections that the API page shows: lists of entries, each with its search
 * words.
 *
 * @param http the OpenAPI document
 * @param sockets the AsyncAPI document
 */
export function sections(http, sockets) {
  return [...routes(http), ...frames(sockets, http), objects(http), codes(http)].filter(({ entries }) => entries.length > 0);
}

/** Returns the sections reduced to the entries that match all words of the query, without empty sections. */
export function filtered(all, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .map((section) => ({ ...section, entries: section.entries.filter((entry) => words.every((word) => isFound(entry, word))) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Codes match whole words only: half of all routes may refuse with `banned`, but few of them are about a `ban`. */
const isFound = ({ words, refusals = [] }, word) => words.includes(word) || refusals.some(({ code }) => code === word);

/** Resolves a node that is a `$ref`; returns any other node unchanged. */
export function follow(node, document) {
  if (!node?.$ref) {
    return node;
  }
  const steps = node.$ref.slice(node.$ref.indexOf('#') + 2).split('/');
  return steps.reduce((at, step) => at?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function routes(http) {
  const operations = Object.entries(http.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => route(http, path, method, item)),
  );
  return http.tags.map(({ name, description }) => ({
    id: slug(name),
    part: 'HTTP',
    title: name,
    description,
    entries: operations.filter(({ tag }) => tag === name),
  }));
}

function route(http, path, method, item) {
  const operation = item[method];
  const { summary, description = '', tags, security = http.security } = operation;
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => follow(one, http));
  const content = operation.requestBody?.content['application/json'];
  const answers = Object.entries(operation.responses).filter(([status]) => status < '400');
  const refusals = Object.entries(operation.responses)
    .filter(([status]) => status >= '400' && status !== 'default')
    .flatMap(([status, response]) => Object.entries(follow(response, http)['x-codes'] ?? {}).map(([code, why]) => ({ status, code, why })));
  const entry = {
    id: operation.operationId,
    kind: 'route',
    tag: tags[0],
    method: method.toUpperCase(),
    path,
    summary,
    description,
    credentials: credentials(security),
    parameters: parameters.map(({ name, in: place, required = false, description: words, schema }) => ({ name, place, required, words, schema })),
    body: content && { ...content, required: operation.requestBody.required },
    answers: answers.map(([status, response]) => ({ status, description: response.description, ...response.content?.['application/json'] })),
    refusals,
  };
  return found(entry, [method, path, summary, description, tags[0], ...parameters.map(({ name }) => name), ...names(content?.schema, http)]);
}

/** Whether the route is open to everybody, and the scopes that tokens need. */
function credentials(security) {
  return {
    everybody: security.length === 0 || security.some((one) => !('session' in one) && !('token' in one)),
    scopes: security.flatMap(({ token }) => token ?? []),
  };
}

function frames(sockets, http) {
  return Object.entries(sockets.channels).flatMap(([name, channel]) => {
    const operations = Object.values(sockets.operations).filter((one) => last(one.channel) === name);
    const answers = new Map(operations.map((one) => [last(one.messages[0]), (one.reply?.messages ?? []).map(last)]));
    const received = operations.filter(({ action }) => action === 'receive').flatMap(({ messages }) => messages.map(last));
    const sent = Object.keys(channel.messages).filter((key) => !received.includes(key));
    const of = (keys, side) => keys.map((key) => frame(sockets, http, name, key, side, answers.get(key) ?? []));
    const about = { part: channel.address, description: channel.description };
    const entries = { client: of(received, 'client'), server: of(sent, 'server') };
    return name === 'parley'
      ? [
          { ...about, id: `${name}-client`, title: 'Client frames', entries: entries.client },
          { ...about, id: `${name}-server`, title: 'Server frames', description: undefined, entries: entries.server },
        ]
      : [{ ...about, id: name, title: channel.title, entries: [...entries.client, ...entries.server] }];
  });
}

function frame(sockets, http, channel, key, side, answers) {
  const { name, summary, payload, examples = [] } = follow(sockets.channels[channel].messages[key], sockets) && sockets.components.messages[key];
  const type = payload.properties.type?.const;
  const entry = {
    id: `${channel}-${key}`,
    kind: 'frame',
    side,
    path: type ?? name,
    summary,
    schema: payload,
    examples: examples.map((one) => one.payload),
    answers: answers.map((answer) => sockets.components.messages[answer].name),
  };
  return found(entry, ['frame', 'socket', 'websocket', side, type, name, summary, sockets.channels[channel].address, ...names(payload, http)]);
}

/** The named types that routes and frames share. */
function objects(http) {
  const entries = Object.entries(http.components.schemas)
    .filter(([name]) => name !== 'Code')
    .map(([name, schema]) => found({ id: `object-${name}`, kind: 'object', path: name, summary: schema.description, schema }, ['object', name, schema.description, ...names(schema, http)]));
  return { id: 'objects', part: 'Both', title: 'Objects', description: 'Types shared by routes and frames.', entries };
}

function codes(http) {
  const entries = Object.entries(http.components.responses.Problem['x-codes']).map(([code, why]) => {
    const [status, words] = why.split(/: (.*)/s);
    return found({ id: `code-${code}`, kind: 'code', method: status, path: code, summary: words }, ['code', 'refusal', 'problem', code, why]);
  });
  return {
    id: 'refusals',
    part: 'Both',
    title: 'Errors of every route',
    description: 'Every error is a problem document with a stable `code`, or a `refused` frame with the same code. Errors of a single route are listed there.',
    entries,
  };
}

const found = (entry, words) => ({ ...entry, words: words.filter(Boolean).join(' ').toLowerCase() });

const names = (schema, http) => Object.keys(follow(schema, http)?.properties ?? {});

const last = ({ $ref }) => $ref.slice($ref.lastIndexOf('/') + 1);

const slug = (words) => words.toLowerCase().replaceAll(' ', '-');
