import { html, nothing } from 'lit';
import { mentionsIn, meansMe, places } from '../../model/mentions.js';
import { parse } from '../../model/markup.js';
import { copyText } from '../kit/copy.js';
import { withEmoji } from '../kit/custom-emoji.js';
import { icon } from '../kit/icons.js';
import { link } from './link.js';
import { roomPath } from '../kit/paths.js';
import { spoiler } from './spoiler.js';
import { t } from '../../texts/texts.js';

/**
 * Renders a message's text. The template is built from parsed blocks, never from HTML, so that no text can inject
 * markup. The same text and mentions always render the same.
 *
 * @param called the message's mentions, `{mentions, here, me}`, and `roomOf`, which returns the room of a name
 */
export const markdown = (text, called = {}) => blocks(parse(text, mentionsIn(called)), called);

const blocks = (all, called) => all.map((block) => BLOCKS[block.type](block, called));

const BLOCKS = {
  text: ({ inlines }, called) => html`<p dir="auto">${words(inlines, called)}</p>`,
  code: ({ text }) => codeBlock(text),
  quote: (quote, called) => html`<blockquote dir="auto">${blocks(quote.blocks, called)}</blockquote>`,
  list: ({ ordered, items }, called) =>
    ordered ? html`<ol role="list">${items.map((one) => numbered(one, called))}</ol>` : html`<ul role="list">${items.map((one) => item(one, called))}</ul>`,
  table: ({ align, head, rows }, called) => html`
    <div class="table" tabindex="0" role="group" aria-label=${t('room.markdown.table')}>
      <table>
        <thead>
          <tr>${head.map((cell, at) => html`<th scope="col" dir="auto" class=${align[at]}>${words(cell, called)}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((cell, at) => html`<td dir="auto" class=${align[at] ?? 'start'}>${words(cell, called)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `,
};

const item = (one, called) => html`<li class=${one.done === null ? nothing : 'task'}>${inside(one, called, nothing)}</li>`;

/** The number is rendered as text, so that it is shown as typed and can be copied. */
const numbered = (one, called) => html`<li value=${parseInt(one.marker, 10)}>${inside(one, called, html`<span class="number">${one.marker}</span> `)}</li>`;

const inside = ({ done, inlines, blocks: within }, called, mark) => html`<p dir="auto">${mark}${done === null ? nothing : task(done)}${words(inlines, called)}</p>${blocks(within, called)}`;

const task = (done) => html`<input type="checkbox" disabled .checked=${done} aria-label=${done ? t('room.markdown.done') : t('room.markdown.toDo')} /> `;

const codeBlock = (text) => html`
  <div class="code">
    <pre tabindex="0" role="group" aria-label=${t('room.markdown.code')} dir="ltr"><code>${text}</code></pre>
    <button type="button" class="button-icon code-copy" aria-label=${t('room.markdown.copyCode')} title=${t('room.markdown.copyCode')} @click=${() => copyText(text, t('room.markdown.codeCopied'))}>
      ${icon('copy')}
    </button>
  </div>
`;

const words = (inlines, called) => inlines.map((inline) => INLINES[inline.type](inline, called));

const INLINES = {
  text: ({ text }, { roomOf, isLabel }) => (isLabel ? withEmoji(text) : places(text, roomOf).map(place)),
  code: ({ text }) => html`<code dir="ltr">${text}</code>`,
  em: ({ inlines }, called) => html`<em>${words(inlines, called)}</em>`,
  strong: ({ inlines }, called) => html`<strong>${words(inlines, called)}</strong>`,
  del: ({ inlines }, called) => html`<del>${words(inlines, called)}</del>`,
  spoiler: ({ inlines }, called) => spoiler(words(inlines, called)),
  link: (found, called) => link(found, words(found.inlines, { ...called, isLabel: true })),
  mention: ({ text }, { me }) => html`<span class=${meansMe(text.slice(1), me) ? 'call call-me' : 'call'}>${text}</span>`,
};

const place = ({ text, room }) => (room ? html`<a class="call" href=${roomPath(room.handle)}>${text}</a>` : withEmoji(text));
