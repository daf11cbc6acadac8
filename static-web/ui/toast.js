import { html, nothing, render } from 'lit';

/** Time enough to read it, and to reach its button. */
const SHOWN_FOR = 8_000;

let region = null;
let timer = null;

/**
 * Says at the foot of the page that something was done which shows nothing by itself. The newest one takes the place of the
 * one before; it stays while somebody points at it or is in it.
 *
 * @param undo takes back what was done; null where that is not possible
 */
export function toast(text, undo = null) {
  region ??= makeRegion();
  const act = () => {
    hide();
    undo();
  };
  render(html`<p class="toast"><span>${text}</span>${undo ? html`<button type="button" class="button-link" @click=${act}>Undo</button>` : nothing}</p>`, region);
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
  timer = setTimeout(() => (region.matches(':hover, :focus-within') ? wait() : hide()), SHOWN_FOR);
}

/** A popover lies above dialogs, too. */
function makeRegion() {
  const made = document.createElement('div');
  made.className = 'toasts';
  made.setAttribute('role', 'status');
  made.setAttribute('popover', 'manual');
  document.body.append(made);
  return made;
}
