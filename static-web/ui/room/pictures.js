import { html, nothing } from 'lit';
import { downloadAddress, fileAddress } from '../../net/files.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';

/** Shows the pictures of a message in a dialog, one at a time; the arrow keys switch between them. */
export function showPictures(files, first) {
  let at = first;
  const go = (step) => {
    at = (at + step + files.length) % files.length;
    show();
  };
  const key = ({ key, isComposing }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    step && !isComposing && files.length > 1 && go(step);
  };
  const show = openDialog({
    title: t('room.files.pictures'),
    className: 'lightbox',
    content: () => content(files[at], files.length > 1 ? go : null, t('room.files.pictureOf', { number: at + 1, count: files.length })),
    closed: () => document.removeEventListener('keydown', key),
  });
  document.addEventListener('keydown', key);
}

function content({ id, name, width, height }, go, position) {
  const stepButton = (shape, label, step) => html`<button type="button" class="button-icon" aria-label=${label} title=${label} @click=${() => go(step)}>${icon(shape)}</button>`;
  return html`
    <img src=${fileAddress(id)} alt=${name} width=${width} height=${height} />
    <p class="lightbox-foot">
      ${go ? html`${stepButton('back', t('room.files.previousPicture'), -1)}<span role="status">${position}</span>${stepButton('forward', t('room.files.nextPicture'), 1)}` : nothing}
      <span class="file-name" dir="auto">${name}</span>
      <a class="button-link" href=${downloadAddress(id)} download=${name}>${t('room.files.download2')}</a>
    </p>
  `;
}
