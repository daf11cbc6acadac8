import { html } from 'lit';
import { described } from '../../model/described.js';
import { http } from '../../net/http.js';
import { avatar } from '../avatar.js';
import { confirm } from '../confirm.js';
import { roomSign } from '../room-sign.js';
import { dayOf, timeOf } from '../times.js';
import { Listing, query } from './listing.js';

/** Messages of all rooms but direct conversations, the newest first. */
class ParleyAdminMessages extends Listing {
  empty = 'No message fits.';

  path = (text, before) => `api/admin/messages${query({ query: text, before })}`;
  rows = ({ messages }) => messages;

  render() {
    return html`
      <div class="admin-tools">${this.search('Find messages: words, “a phrase”, from:name')}</div>
      ${this.list()}
    `;
  }

  row({ room, author_name, message }) {
    const place = described(room, null);
    return html`
      <li>
        ${avatar(message.author)}
        <span class="lines-words">
          <span class="small"><b dir="auto">${author_name}</b> <span class="muted">@${message.author} in <span class="search-room">${roomSign(place)}<span dir="auto">${place.label}</span></span> · ${dayOf(message.at)}, ${timeOf(message.at)}</span></span>
          <span class="admin-text" dir="auto">${message.text}</span>
        </span>
        <span class="actions"><button type="button" class="button button-quiet button-warning" aria-label="Delete the message of ${message.author}" @click=${() => this.#delete(room, message)}>Delete</button></span>
      </li>
    `;
  }

  async #delete(room, message) {
    const agreed = await confirm({ title: 'Delete this message?', quote: message.text, action: 'Delete' });
    agreed && this.act(() => http.delete(`api/admin/rooms/${encodeURIComponent(room.id)}/messages/${message.seq}`));
  }
}

customElements.define('parley-admin-messages', ParleyAdminMessages);
