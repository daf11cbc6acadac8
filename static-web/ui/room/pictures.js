import { html, nothing } from 'lit';
import { downloadAddress, fileAddress, previewAddress } from '../../net/files.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { markIfLost, unmark } from '../kit/lost-files.js';
import { describeButton, describePicture } from './describe-picture.js';
import { t } from '../../texts/texts.js';

/**
 * Shows the pictures of a message in a dialog, one at a time; the arrow keys switch between them.
 *
 * @param describe changes the description of a picture: `(file, alt)`; returns a promise of the file. Null if this is not allowed
 */
export function showPictures(pictures, first, describe = null) {
  const files = [...pictures];
  let at = first;
  const go = (step) => {
    at = (at + step + files.length) % files.length;
    show();
  };
  const key = ({ key, target, isComposing }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    step && !isComposing && target.localName !== 'textarea' && files.length > 1 && go(step);
  };
  const change = (file) =>
    describePicture({ ...file, address: file.preview ? previewAddress(file.id) : fileAddress(file.id) }, async (alt) => {
      files[files.indexOf(file)] = await describe(file, alt);
      show();
    });
  const show = openDialog({
    title: t('room.files.pictures'),
    className: 'lightbox',
    content: () =>
      content(files[at], {
        go: files.length > 1 ? go : null,
        position: t('room.files.pictureOf', { number: at + 1, count: files.length }),
        change: describe && change,
      }),
    closed: () => document.removeEventListener('keydown', key),
  });
  document.addEventListener('keydown', key);
}

function content(file, { go, position, change }) {
  const { id, name, width, height, alt } = file;
  const stepButton = (shape, label, step) => html`<button type="button" class="button-icon" aria-label=${label} title=${label} @click=${() => go(step)}>${icon(shape)}</button>`;
  return html`
    <div class="lightbox-picture" data-file=${id}>
      <img src=${fileAddress(id)} alt=${alt || name} width=${width} height=${height} @error=${markIfLost} @load=${unmark} />
      <p class="lost" role="status">${icon('warning')}${t('room.files.lost')}</p>
    </div>
    ${alt ? html`<p class="lightbox-alt" dir="auto">${alt}</p>` : nothing}
    <p class="lightbox-foot">
      ${go ? html`${stepButton('back', t('room.files.previousPicture'), -1)}<span role="status">${position}</span>${stepButton('forward', t('room.files.nextPicture'), 1)}` : nothing}
      <span class="file-name" dir="auto">${name}</span>
      ${change ? describeButton(file, () => change(file)) : nothing}
      <a class="button-link" href=${downloadAddress(id)} download=${name}>${t('room.files.download2')}</a>
    </p>
  `;
}
