import { html } from 'lit';

/** What is hidden until the reader wants to see it, by a click or with the keyboard. */
export const spoiler = (content) =>
  html`<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler, show it" @click=${reveal} @keydown=${key}><span aria-hidden="true" inert>${content}</span></span>`;

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
  // It keeps the focus, and leaves the order of the page
  currentTarget.tabIndex = -1;
  currentTarget.firstElementChild.inert = false;
  currentTarget.firstElementChild.removeAttribute('aria-hidden');
}
