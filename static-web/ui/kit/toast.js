import { html, nothing, render } from 'lit';
import { t } from '../../texts/texts.js';

/** Long enough to read the toast and reach its button; in milliseconds. */
const DURATION = 8_000;

let region = null;
let timer = null;

/**
 * Shows a toast at the bottom of the page. A new toast replaces the previous one; it stays while it is hovered or
 * focused.
 *
 * @param undo reverts the action; null if that is not possible
 */
export function toast(text, undo = null) {
  region ??= makeRegion();
  const act = () => {
    hide();
    undo();
  };
  render(html`<p class="toast"><span>${text}</span>${undo ? html`<button type="button" class="button-link" @click=${act}>${t('kit.toast.undo')}</button>` : nothing}</p>`, region);
  region.hidePopover();
  region.showPopover();
  wait();
}

function hide() {
  clearTimeout(timer);
  region.hidePopover();
  render(nothing, region);
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => (region.matches(':hover, :focus-within') ? wait() : hide()), DURATION);
}

/** Popovers are above dialogs, too. */
function makeRegion() {
  const made = document.createElement('div');
  made.className = 'toasts';
  made.setAttribute('role', 'status');
  made.setAttribute('popover', 'manual');
  document.body.append(made);
  return made;
}
