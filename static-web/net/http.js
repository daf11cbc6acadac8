import { address } from './address.js';
import { Problem } from './problem.js';

const SAFE = new Set(['GET', 'HEAD']);
const SESSION = 'api/session';

/** A request that hangs, for instance after sleep, must not delay the later changes of its path for ever. */
const ORDERED_TIMEOUT = 30_000;

/** The order of these matters: of two changes of the same resource, the later one must prevail. */
const ORDERED = new Set(['PUT', 'PATCH', 'DELETE']);

/** For each path, the last change that has not been answered. */
const changes = new Map();

let actor = null;
let onWrongAccount = () => {};

/**
 * Makes all further requests for this account. All tabs share the browser's session: when another account is signed in,
 * the server refuses the requests, and `callback` is called.
 */
export function actAs(username, callback) {
  actor = username;
  onWrongAccount = callback;
}

/**
 * Requests to the API: JSON in both directions, a CSRF token with unsafe methods, and a rejected promise with a Problem
 * for every refusal. Changes of one path (PUT, PATCH, DELETE) are sent one after another, in the order of the calls.
 */
export const http = {
  get: (path) => request('GET', path),
  post: (path, body) => request('POST', path, body),
  put: (path, body) => request('PUT', path, body),
  patch: (path, body) => request('PATCH', path, body),
  delete: (path) => request('DELETE', path),
};

/** Returns the headers of an unsafe request, for requests that are not made by this module. */
export async function changeHeaders() {
  return { Accept: 'application/json, application/problem+json', 'X-XSRF-TOKEN': csrfToken() ?? (await freshToken()), ...(actor ? { 'Parley-Account': encodeURIComponent(actor) } : {}) };
}

function request(method, path, body) {
  return ORDERED.has(method) ? afterFormer(path, () => exchange(method, path, body)) : exchange(method, path, body);
}

function afterFormer(path, change) {
  const answer = (changes.get(path) ?? Promise.resolve()).then(change, change);
  changes.set(path, answer);
  const forget = () => changes.get(path) === answer && changes.delete(path);
  answer.then(forget, forget);
  return answer;
}

async function exchange(method, path, body) {
  if (SAFE.has(method)) {
    return parseResponse(await send(method, path));
  }
  const token = csrfToken() ?? (await freshToken());
  const response = await send(method, path, body, token);
  // The token changes at log-in, even if that happens in another tab.
  if (response.status === 403 && (await Problem.of(response.clone())).code === 'csrf') {
    return parseResponse(await send(method, path, body, await freshToken()));
  }
  return parseResponse(response);
}

async function send(method, path, body, token) {
  const headers = { Accept: 'application/json, application/problem+json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (token) {
    headers['X-XSRF-TOKEN'] = token;
  }
  if (actor && !(method === 'GET' && path === SESSION)) {
    headers['Parley-Account'] = encodeURIComponent(actor);
  }
  const signal = ORDERED.has(method) ? AbortSignal.timeout(ORDERED_TIMEOUT) : undefined;
  const init = { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin' };
  try {
    return await fetch(address(path), init);
  } catch {
    throw Problem.unreachable();
  }
}

async function parseResponse(response) {
  if (!response.ok) {
    const problem = await Problem.of(response);
    problem.code === 'wrong_account' && onWrongAccount();
    throw problem;
  }
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** Over HTTPS the prefixed name takes precedence; no other host of the domain can set it. */
const csrfToken = () => csrfCookie('__Host-XSRF-TOKEN') ?? csrfCookie('XSRF-TOKEN');

const csrfCookie = (name) =>
  document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1) || null;

async function freshToken() {
  await send('GET', SESSION);
  return csrfToken();
}
