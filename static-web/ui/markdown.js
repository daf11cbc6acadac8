import { html, nothing } from 'lit';
import { Lexer, Tokenizer } from 'marked';
import { calls, places } from '../model/calls.js';
import { icon } from './icons.js';
import { roomPath } from './paths.js';

/** What people write in chats. Headings, tables, rules, raw HTML and references stay the text that they are. */
class ChatTokenizer extends Tokenizer {
  heading() {}
  lheading() {}
  html() {}
  tag() {}
  table() {}
  def() {}
  hr() {}
  code() {}
  reflink() {}
}

/** Deeper nested, a text is shown as it was written: it was not written to be read. */
const DEEPEST = 8;
const TOO_DEEP = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])[ \\t]*){${DEEPEST},}|[[(*_~]{40,}`, 'm');

const SAFE = new Set(['http:', 'https:', 'mailto:']);

/**
 * A message's text as a template: emphasis, code, links, quotes and lists. It is built from the parser's tokens, never
 * from HTML, so that nothing in a text can become markup. The same text and mentions always look the same.
 *
 * @param called whom the text calls, `{mentions, here, me}`, and `roomOf`, which knows rooms by their names
 */
export function markdown(text, called = {}) {
  return blocks(parse(text), called);
}

/** The words of a text without their marks, for where there is one line for it. */
export const plainText = (text) => parse(text).map(said).join(' ').trim();

const said = ({ type, tokens, items, text, raw }) =>
  type === 'list' ? items.map(said).join(' · ') : tokens && type !== 'image' ? tokens.map(said).join('') : type === 'br' || type === 'space' ? ' ' : (text ?? raw);

/** The parser's time grows with both: what no person would write shall not hold up the page. */
const MOST_LINK_WORK = 80_000;

const isTooMuch = (text) => TOO_DEEP.test(text) || (text.split('](').length - 1) * text.length > MOST_LINK_WORK;

function parse(text) {
  if (isTooMuch(text)) {
    return plain(text);
  }
  try {
    return new Lexer({ gfm: true, breaks: true, tokenizer: new ChatTokenizer() }).lex(text);
  } catch {
    // The parser gave up on it; the text itself is always right.
    return plain(text);
  }
}

const plain = (text) => [{ type: 'paragraph', tokens: [{ type: 'text', text }] }];

const blocks = (tokens, called) => tokens.map((token) => block(token, called));

function block(token, called) {
  switch (token.type) {
    case 'space':
      return nothing;
    case 'code':
      return codeBlock(token);
    case 'blockquote':
      return html`<blockquote>${blocks(token.tokens, called)}</blockquote>`;
    case 'list':
      return list(token, called);
    case 'paragraph':
      return html`<p>${inlines(token.tokens, called)}</p>`;
    default:
      // In lists, texts come without a paragraph around them.
      return html`${token.tokens ? inlines(token.tokens, called) : words(token.text ?? token.raw, called)}`;
  }
}

function list({ ordered, start, items }, called) {
  const rows = items.map(({ tokens }) => html`<li>${blocks(tokens, called)}</li>`);
  return ordered ? html`<ol start=${start === '' ? 1 : start}>${rows}</ol>` : html`<ul>${rows}</ul>`;
}

const codeBlock = ({ text }) => html`
  <div class="code">
    <pre tabindex="0" role="group" aria-label="Code" dir="ltr"><code>${text}</code></pre>
    <button type="button" class="button-icon code-copy" aria-label="Copy code" title="Copy code" @click=${() => navigator.clipboard?.writeText(text)}>
      ${icon('copy')}
    </button>
  </div>
`;

const inlines = (tokens, called) => tokens.map((token) => inline(token, called));

function inline(token, called) {
  switch (token.type) {
    case 'strong':
      return html`<strong>${inlines(token.tokens, called)}</strong>`;
    case 'em':
      return html`<em>${inlines(token.tokens, called)}</em>`;
    case 'del':
      return html`<del>${inlines(token.tokens, called)}</del>`;
    case 'codespan':
      return html`<code dir="ltr">${token.text}</code>`;
    case 'br':
      return html`<br />`;
    case 'link':
    case 'image':
      return link(token, called);
    case 'escape':
      return token.text;
    default:
      return token.tokens ? inlines(token.tokens, called) : words(token.text ?? token.raw, called);
  }
}

/** An address that could do anything but lead somewhere stays text. Pictures are links: nothing is fetched unasked. */
function link(token, called) {
  const address = URL.canParse(token.href) ? new URL(token.href) : null;
  if (!address || !SAFE.has(address.protocol)) {
    return token.raw;
  }
  const content = token.type === 'link' ? inlines(token.tokens, { ...called, quiet: true }) : token.text || token.href;
  return isOurs(address)
    ? html`<a href=${address.href}>${content}</a>`
    : html`<a href=${address.href} target="_blank" rel="noopener noreferrer nofollow">${content}</a>`;
}

const isOurs = (address) => address.href.startsWith(document.baseURI);

/** Text, with those whom it calls. */
function words(text, called) {
  if (called.quiet) {
    return text;
  }
  return calls(text, called).map((part) =>
    part.name ? html`<span class=${part.me ? 'call call-me' : 'call'}>${part.text}</span>` : places(part.text, called.roomOf).map(place),
  );
}

const place = ({ text, room }) => (room ? html`<a class="call" href=${roomPath(room.handle)}>${text}</a>` : text);

const PICTURES = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s)+$/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const FEW = 24;

/** Whether a text is a few emoji and nothing else. */
export const isEmojiOnly = (text) => text.length <= FEW && PICTURES.test(text) && PICTURE.test(text);
