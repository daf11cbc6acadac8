import { html, nothing } from 'lit';
import { address } from '../../net/address.js';
import { roomApi } from '../../net/room-api.js';
import { announce } from '../kit/announcer.js';
import { showError } from '../kit/confirm.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';

/** Smaller pictures, and those that are not wide, are shown beside the text. */
const MIN_WIDE_WIDTH = 300;
const MIN_WIDE_RATIO = 1.4;

/** Renders the previews of the pages to which a message links. */
export const previewList = (conversation, row) => html`
  <ul class="previews">
    ${row.previews.map((preview) => html`<li class="preview ${shapeOf(preview.picture)}">${card(conversation, row, preview)}</li>`)}
  </ul>
`;

function shapeOf(picture) {
  if (!picture) {
    return '';
  }
  const { width, height } = picture;
  return width >= MIN_WIDE_WIDTH && width / height >= MIN_WIDE_RATIO ? 'preview-wide' : 'preview-small';
}

function card(conversation, row, preview) {
  const { url, site, title, description, picture } = preview;
  return html`
    <a class="preview-link" href=${url} target="_blank" rel="noopener noreferrer nofollow">
      <span class="preview-words">
        <span class="preview-site" dir="auto">${siteOf(url, site)}</span>
        ${title ? html`<b class="preview-title" dir="auto">${title}</b>` : nothing}
        ${description ? html`<span class="preview-text" dir="auto">${description}</span>` : nothing}
      </span>
      ${picture ? pictureOf(conversation.room, row, preview) : nothing}
    </a>
    ${conversation.isOpen && conversation.mayDelete(row) ? removeButton(conversation, row, preview) : nothing}
  `;
}

/** The page chooses the site's name, so its host is shown, too. */
function siteOf(url, site) {
  const host = URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : '';
  return !site || site === host ? host : `${site} · ${host}`;
}

/** The size is set before the picture is loaded, to avoid a layout shift. */
const pictureOf = ({ id }, { seq }, { number, picture, title }) => html`
  <img
    class="preview-picture"
    src=${address(`api/rooms/${encodeURIComponent(id)}/messages/${seq}/previews/${number}/picture`)}
    alt=${title ? '' : t('room.previews.picture')}
    width=${picture.width}
    height=${picture.height}
    loading="lazy"
    decoding="async"
    @error=${({ currentTarget }) => (currentTarget.hidden = true)}
    @load=${({ currentTarget }) => (currentTarget.hidden = false)}
  />
`;

const removeButton = (conversation, row, preview) => html`
  <button type="button" class="button-icon preview-remove" aria-label=${t('room.previews.remove')} title=${t('room.previews.remove')} @click=${() => remove(conversation, row, preview)}>${icon('cross')}</button>
`;

async function remove(conversation, { seq }, { number }) {
  try {
    await roomApi.removePreview(conversation.room.id, seq, number);
    announce(t('room.previews.removed'));
  } catch (problem) {
    showError(t('room.previews.notRemoved'), problem.message);
  }
  conversation.focusComposer();
}
