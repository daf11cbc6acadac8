import { html, nothing } from 'lit';
import { downloadAddress, fileAddress, previewAddress } from '../../net/files.js';
import { icon } from '../kit/icons.js';
import { markIfDownloadIsLost, markIfLost, unmark } from '../kit/lost-files.js';
import { sizeText } from '../kit/size.js';
import { showPictures } from './pictures.js';
import { t } from '../../texts/texts.js';

const MAX_WIDTH = 360;
const MAX_HEIGHT = 300;

/** Shown only where a file is lost. */
const lostSign = html`<span class="lost" role="status">${icon('warning')}${t('room.files.lost')}</span>`;

/** The server detects the type by the bytes, and sends a width for pictures only. */
const isPicture = ({ type, width }) => type.startsWith('image/') && Boolean(width);

/**
 * Renders the files of a message: pictures, players and downloads.
 *
 * @param describe changes the description of a picture: `(file, alt)`; returns a promise of the file. Null if this is not allowed
 */
export function fileList(files, describe = null) {
  const pictures = files.filter(isPicture);
  return html`
    ${pictures.length > 0 ? html`<div class="pictures">${pictures.map((file) => picture(file, pictures, describe))}</div>` : nothing}
    ${files.length > pictures.length ? html`<ul class="files">${files.filter((file) => !isPicture(file)).map((file) => html`<li class="file" data-file=${file.id}>${playerOrLink(file)}</li>`)}</ul>` : nothing}
  `;
}

/** The size is set before the picture is loaded, to avoid a layout shift. */
function picture(file, all, describe) {
  const { id, name, width, height, preview, alt } = file;
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return html`
    <a class="picture" data-file=${id} href=${fileAddress(id)} title=${alt || name} @click=${(event) => open(event, all, file, describe)}>
      <img src=${preview ? previewAddress(id) : fileAddress(id)} alt=${alt || name} width=${Math.max(24, Math.round(width * scale))} height=${Math.max(24, Math.round(height * scale))} loading="lazy" decoding="async" @error=${markIfLost} @load=${unmark} />
      ${lostSign}
    </a>
  `;
}

/** A plain click opens the large view; other clicks follow the link. */
function open(event, all, file, describe) {
  if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    showPictures(all, all.indexOf(file), describe);
  }
}

function playerOrLink(file) {
  const { id, name, type, bytes } = file;
  return html`
    ${type.startsWith('audio/') ? html`<audio controls preload="none" src=${fileAddress(id)} aria-label=${name} @error=${markIfLost}></audio>` : nothing}
    ${type.startsWith('video/') && type !== 'video/quicktime' ? html`<video controls preload="metadata" src=${fileAddress(id)} aria-label=${name} @error=${markIfLost}></video>` : nothing}
    <a class="file-link" href=${downloadAddress(id)} download=${name} title=${t('room.files.download', { name })} @click=${markIfDownloadIsLost}>${icon('file')}<span class="file-name" dir="auto">${name}</span> <span class="file-size">${sizeText(bytes)}</span></a>
    ${lostSign}
  `;
}
