import { html } from 'lit';
import { icon } from './icons.js';

/** Something is on its way. */
export const skeleton = (what) => html`
  <div class="skeleton" role="status"><span class="heard-only">Loading ${what}</span><i></i><i></i><i></i><i></i></div>
`;

/** What stands above a room's first message, or instead of it. */
export const beginning = ({ title, name, topic, kind }, empty) => html`
  <div class="beginning">
    <span class="beginning-sign" aria-hidden="true">${icon(kind === 'private' ? 'lock' : 'hash')}</span>
    <h2>${empty ? 'It is quiet here' : html`This is where <b dir="auto">${title || name}</b> begins`}</h2>
    <p class="muted">
      ${empty ? 'Write the first message: everybody in this room will see it.' : topic || 'Everything that was said here is kept.'}
    </p>
  </div>
`;
