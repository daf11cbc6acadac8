import { html } from 'lit';
import { t } from '../../texts/texts.js';

/** Renders text that is hidden until it is revealed by a click or with the keyboard. */
export const spoiler = (content) =>
  html`<span class="spoiler" role="button" tabindex="0" aria-label=${t('room.spoiler.spoilerShowIt')} @click=${reveal} @keydown=${key}><span aria-hidden="true" inert>${content}</span></span>`;

function key(event) {
  if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ') && !event.isComposing) {
    event.preventDefault();
    reveal(event);
  }
}

function reveal({ currentTarget }) {
  currentTarget.classList.add('spoiler-shown');
  for (const name of ['role', 'aria-label']) {
    currentTarget.removeAttribute(name);
  }
  // Keeps the focus, but leaves the tab order.
  currentTarget.tabIndex = -1;
  currentTarget.firstElementChild.inert = false;
  currentTarget.firstElementChild.removeAttribute('aria-hidden');
}
