import { html, nothing } from 'lit';
import { avatar } from '../kit/avatar.js';
import { messagePath } from '../kit/paths.js';
import { roomSign } from '../rooms/room-sign.js';
import { dayOf, timeOf } from '../kit/times.js';

/**
 * A message in a list across rooms; links to the message.
 *
 * @param extra a template that is shown beside it
 */
export function searchResult({ room, author_name, message }, rooms, text, extra = nothing) {
  const place = rooms.labelled(room);
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
      ${extra}
    </li>
  `;
}
