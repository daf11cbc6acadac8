import { html } from 'lit';
import { withLabel } from '../../model/room-label.js';
import { http } from '../../net/http.js';
import { avatar } from '../kit/avatar.js';
import { confirm } from '../kit/confirm.js';
import { roomSign } from '../rooms/room-sign.js';
import { dayOf, timeOf } from '../kit/times.js';
import { Listing, query } from './listing.js';
import { t } from '../../texts/texts.js';

/** Administration of the messages of all rooms except direct conversations, newest first. */
class ParleyAdminMessages extends Listing {
  empty = t('admin.messages.noMessagesFound');

  path = (text, before) => `api/admin/messages${query({ query: text, before })}`;
  rows = ({ messages }) => messages;

  render() {
    return html`
      <div class="admin-tools">${this.search(t('admin.messages.searchMessagesWordsA'))}</div>
      ${this.list()}
    `;
  }

  row({ room, author_name, message }) {
    const place = withLabel(room, null);
    return html`
      <li>
        ${avatar(message.author)}
        <span class="lines-text">
          <span class="small"><b dir="auto">${author_name}</b> <span class="muted">${t('admin.messages.in', { author: message.author })} <span class="search-room">${roomSign(place)}<span dir="auto">${place.label}</span></span> · ${dayOf(message.at)}, ${timeOf(message.at)}</span></span>
          <span class="admin-text" dir="auto">${message.text}</span>
        </span>
        <span class="actions"><button type="button" class="button button-quiet button-warning" aria-label=${t('admin.messages.deleteTheMessageOf', { author: message.author })} @click=${() => this.#delete(room, message)}>${t('admin.messages.delete')}</button></span>
      </li>
    `;
  }

  async #delete(room, message) {
    const agreed = await confirm({ title: t('admin.messages.deleteThisMessage'), quote: message.text, action: t('admin.messages.delete') });
    agreed && this.act(() => http.delete(`api/admin/rooms/${encodeURIComponent(room.id)}/messages/${message.seq}`));
  }
}

customElements.define('parley-admin-messages', ParleyAdminMessages);
