import { html, nothing } from 'lit';
import { icon } from '../kit/icons.js';
import { sizeText } from '../kit/size.js';
import { describeButton, describePicture } from './describe-picture.js';
import { t } from '../../texts/texts.js';

/** One object URL per attached picture, revoked after the file is garbage-collected. */
const pictures = new WeakMap();
const revoking = new FinalizationRegistry((url) => URL.revokeObjectURL(url));

/**
 * Renders the files of the next message, above the text.
 *
 * @param removed called after a file was removed, with its button
 */
export function attachmentList(attachments, removed) {
  if (attachments.all.length === 0) {
    return nothing;
  }
  return html`
    <ul class="attachments" aria-label=${t('room.composer.attachedFiles')}>
      ${attachments.all.map(
        ({ nonce, name, type, bytes, blob, alt }) => html`
          <li class="attachment">
            ${type.startsWith('image/') ? html`<img src=${pictureOf(blob)} alt=${alt ?? ''} />` : icon('file')}
            <span class="attachment-text"><span class="file-name" dir="auto">${name}</span> <span class="file-size">${sizeText(bytes)}</span></span>
            ${type.startsWith('image/') ? describeButton({ name, alt }, () => describePicture({ name, alt, address: pictureOf(blob) }, (words) => attachments.describe(nonce, words))) : nothing}
            <button type="button" class="button-icon" aria-label=${t('room.composer.removeFile', { name })} title=${t('room.composer.removeFile', { name })} @click=${() => removed(attachments.remove(nonce))}>${icon('cross')}</button>
          </li>
        `,
      )}
    </ul>
  `;
}

function pictureOf(blob) {
  if (!pictures.has(blob)) {
    const url = URL.createObjectURL(blob);
    pictures.set(blob, url);
    revoking.register(blob, url);
  }
  return pictures.get(blob);
}
