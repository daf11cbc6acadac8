import { html } from 'lit';
import { avatar } from './avatar.js';
import { roomSign } from './room-sign.js';

/** Something is on its way. */
export const skeleton = (what) => html`
  <div class="skeleton" role="status"><span class="heard-only">Loading ${what}</span><i></i><i></i><i></i><i></i></div>
`;

/** What stands above a room's first message, or instead of it. */
export const beginning = (room, empty) => html`
  <div class="beginning">
    ${room.others?.length === 1 ? avatar(room.others[0], 'big') : html`<span class="beginning-sign" aria-hidden="true">${roomSign(room)}</span>`}
    <h2>${empty && room.kind !== 'direct' ? 'It is quiet here' : begins(room)}</h2>
    <p class="muted">
      ${room.kind === 'direct' ? direct(room) : empty ? 'Write the first message: everybody in this room will see it.' : room.topic || 'Everything that was said here is kept.'}
    </p>
  </div>
`;

const begins = ({ kind, others, label }) =>
  kind !== 'direct' ? html`This is where <b dir="auto">${label}</b> begins` : others.length === 0 ? label : html`Between you and <b dir="auto">${label}</b>`;

const direct = ({ others }) => (others.length === 0 ? 'What you write here is for you alone.' : 'Only the people of this conversation can read it.');
