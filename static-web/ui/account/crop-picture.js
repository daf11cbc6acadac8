import { html, nothing } from 'lit';
import { CENTERED, MAX_ZOOM, moved, squareOf } from '../../model/crop.js';
import { cropped } from '../../net/avatar.js';
import { openDialog } from '../kit/dialog.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** The side of the shown square; in pixels. */
const SHOWN = 512;
/** How far an arrow key moves the square, as a share of its side. */
const STEP = 0.05;

const STEPS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

/**
 * Opens a dialog that crops a picture to a square.
 *
 * @param save is called with the cropped picture's blob; rejects with a problem
 */
export function cropPicture(picture, save) {
  const state = { crop: CENTERED, fault: null, busy: false };
  const change = (difference) => {
    Object.assign(state, difference);
    show();
    draw(picture, state.crop);
  };
  const move = (right, down) => change({ crop: moved(picture, state.crop, right, down) });
  const key = (event) => {
    if (STEPS[event.key]) {
      event.preventDefault();
      move(...STEPS[event.key]);
    }
  };
  const drag = ({ buttons, movementX, movementY, currentTarget }) => {
    const side = currentTarget.clientWidth;
    buttons & 1 && side && move(-movementX / side, -movementY / side);
  };
  const saveCropped = async (close) => {
    change({ busy: true, fault: null });
    try {
      await save(await cropped(picture, state.crop));
      close();
    } catch (problem) {
      change({ busy: false, fault: problemText(problem) });
    }
  };
  const show = openDialog({
    title: t('account.picture.crop'),
    className: 'crop',
    closed: () => picture.close(),
    content: (close) => html`
      <canvas
        class="crop-frame"
        width=${SHOWN}
        height=${SHOWN}
        tabindex="0"
        role="img"
        aria-label=${t('account.picture.frame')}
        @keydown=${key}
        @pointerdown=${({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        @pointermove=${drag}
      ></canvas>
      <p class="muted small">${t('account.picture.move')}</p>
      <label class="crop-zoom">
        ${t('account.picture.zoom')}
        <input type="range" min="1" max=${MAX_ZOOM} step="0.05" .value=${String(state.crop.zoom)} @input=${({ target }) => change({ crop: { ...state.crop, zoom: Number(target.value) } })} />
      </label>
      <div role="alert">${state.fault ? html`<p class="form-error">${state.fault}</p>` : nothing}</div>
      <div class="dialog-actions">
        <button type="button" class="button button-quiet" @click=${close}>${t('account.picture.cancel')}</button>
        <button type="button" class="button" ?disabled=${state.busy} @click=${() => saveCropped(close)}>${t('account.picture.save')}</button>
      </div>
    `,
  });
  draw(picture, state.crop);
}

function draw(picture, crop) {
  const context = document.querySelector('.crop-frame')?.getContext('2d');
  const { left, top, side } = squareOf(picture, crop);
  context?.clearRect(0, 0, SHOWN, SHOWN);
  context?.drawImage(picture, left, top, side, side, 0, 0, SHOWN, SHOWN);
}
