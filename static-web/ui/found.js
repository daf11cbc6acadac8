import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { messagePath } from './paths.js';
import { roomSign } from './room-sign.js';
import { dayOf, timeOf } from './times.js';

/** A message in a list of messages of several rooms; leads to its place. */
export function found({ room, author_name, message }, rooms, text) {
  const place = rooms.described(room);
  return html`
    <li>
      <a class="search-result" href=${messagePath(place, message.seq)}>
        <span class="search-where">
          ${avatar(message.author)}<b dir="auto">${author_name}${author_name === message.author ? nothing : html` <small class="muted" dir="auto">@${message.author}</small>`}</b>
          <span class="search-when">${dayOf(message.at)}, ${timeOf(message.at)}</span>
          <span class="search-room">${roomSign(place)}<span dir="auto">${place.label}</span></span>
        </span>
        <span class="search-text" dir="auto">${text}</span>
      </a>
    </li>
  `;
}
