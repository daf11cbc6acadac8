import { html, nothing } from 'lit';
import { groups } from '../../model/groups.js';
import { groupOf, mentionsIn, meansMe, places } from '../../model/mentions.js';
import { parse } from '../../model/markup.js';
import { withEmoji } from '../kit/custom-emoji.js';
import { link } from './link.js';
import './parley-code.js';
import { roomPath } from '../kit/paths.js';
import { spoiler } from './spoiler.js';
import { t } from '../../texts/texts.js';

/**
 * Renders a message's text. The template is built from parsed blocks, never from HTML, so that no text can inject
 * markup. The same text and mentions always render the same.
 *
 * @param context the message's mentions, `{mentions, groups, here, me}`, `roomOf`, which returns the room of a name, and `openGroup`, which shows a
 *     group; without it, groups cannot be opened
 */
export const markdown = (text, context = {}) => blocks(parse(text, mentionsIn(context)), context);

const blocks = (all, context) => all.map((block) => BLOCKS[block.type](block, context));

const BLOCKS = {
  text: ({ inlines }, context) => html`<p dir="auto">${renderInlines(inlines, context)}</p>`,
  code: ({ text, language }) => html`<parley-code class="code" .text=${text} .language=${language}></parley-code>`,
  quote: (quote, context) => html`<blockquote dir="auto">${blocks(quote.blocks, context)}</blockquote>`,
  list: ({ ordered, items }, context) =>
    ordered ? html`<ol role="list">${items.map((one) => numbered(one, context))}</ol>` : html`<ul role="list">${items.map((one) => item(one, context))}</ul>`,
  table: ({ align, head, rows }, context) => html`
    <div class="table" tabindex="0" role="group" aria-label=${t('room.markdown.table')}>
      <table>
        <thead>
          <tr>${head.map((cell, at) => html`<th scope="col" dir="auto" class=${align[at]}>${renderInlines(cell, context)}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((cell, at) => html`<td dir="auto" class=${align[at] ?? 'start'}>${renderInlines(cell, context)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `,
};

const item = (one, context) => html`<li class=${one.done === null ? nothing : 'task'}>${inside(one, context, nothing)}</li>`;

/** The number is rendered as text, so that it is shown as typed and can be copied. */
const numbered = (one, context) => html`<li value=${parseInt(one.marker, 10)}>${inside(one, context, html`<span class="number">${one.marker}</span> `)}</li>`;

const inside = ({ done, inlines, blocks: within }, context, mark) => html`<p dir="auto">${mark}${done === null ? nothing : task(done)}${renderInlines(inlines, context)}</p>${blocks(within, context)}`;

const task = (done) => html`<input type="checkbox" disabled .checked=${done} aria-label=${done ? t('room.markdown.done') : t('room.markdown.toDo')} /> `;

const renderInlines = (inlines, context) => inlines.map((inline) => INLINES[inline.type](inline, context));

const INLINES = {
  text: ({ text }, { roomOf, isLabel }) => (isLabel ? withEmoji(text) : places(text, roomOf).map(roomLink)),
  code: ({ text }) => html`<code dir="ltr">${text}</code>`,
  em: ({ inlines }, context) => html`<em>${renderInlines(inlines, context)}</em>`,
  strong: ({ inlines }, context) => html`<strong>${renderInlines(inlines, context)}</strong>`,
  del: ({ inlines }, context) => html`<del>${renderInlines(inlines, context)}</del>`,
  spoiler: ({ inlines }, context) => spoiler(renderInlines(inlines, context)),
  link: (found, context) => link(found, renderInlines(found.inlines, { ...context, isLabel: true })),
  mention: ({ text }, context) => {
    const group = groupOf(text.slice(1), context.groups);
    return group ? groupCall(text, group, context) : html`<span class=${meansMe(text.slice(1), context.me) ? 'call call-me' : 'call'}>${text}</span>`;
  },
};

/** Uses the mentions stored in the message, which later changes of the group do not alter. */
function groupCall(text, group, { mentions = [], me, openGroup }) {
  const look = mentions.includes(me) && groups.isMine(group) ? 'call call-me' : 'call';
  return openGroup ? html`<button type="button" class="${look} call-group" title=${t('room.markdown.showGroup')} @click=${(event) => openGroup(event, group)}>${text}</button>` : html`<span class=${look}>${text}</span>`;
}

const roomLink = ({ text, room }) => (room ? html`<a class="call" href=${roomPath(room.handle)}>${text}</a>` : withEmoji(text));
