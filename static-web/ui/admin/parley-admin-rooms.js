import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { openDialog } from '../dialog.js';
import { icon } from '../icons.js';
import { Listing, query } from './listing.js';

/** All rooms but direct conversations. */
class ParleyAdminRooms extends Listing {
  empty = 'No room has this in its name.';

  path = (text, after) => `api/admin/rooms${query({ query: text, after })}`;
  rows = ({ rooms }) => rooms;

  render() {
    return html`<div class="admin-tools">${this.search('Find rooms')}</div>${this.list()}`;
  }

  row(room) {
    return html`
      <li class=${room.archived_at ? 'line-off' : ''}>
        <span class="room-sign">${icon(room.kind === 'private' ? 'lock' : 'hash')}</span>
        <span class="lines-words">
          <b dir="auto">${room.title || room.name}</b>
          <span class="muted small" dir="auto"
            >${room.name} · ${room.members} ${room.members === 1 ? 'member' : 'members'} · ${room.online} online · ${room.last_seq}
            ${room.last_seq === 1 ? 'message' : 'messages'}${room.owner ? ` · owned by ${room.owner}` : ''}${room.archived_at ? ' · archived' : ''}</span
          >
        </span>
        <span class="actions" role="group" aria-label="What to do with ${room.name}">
          <button type="button" class="button button-quiet" @click=${() => this.#edit(room)}>Edit</button>
          <button type="button" class="button button-quiet ${room.archived_at ? '' : 'button-warning'}" @click=${() => this.#change(room, { archived: !room.archived_at })}>
            ${room.archived_at ? 'Open again' : 'Archive'}
          </button>
        </span>
      </li>
    `;
  }

  #edit(room) {
    const save = (close) => (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(event.target));
      const before = { title: room.title, topic: room.topic, name: room.name, owner: room.owner ?? '' };
      const different = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));
      close();
      Object.keys(different).length > 0 && this.#change(room, different);
    };
    const field = (name, label, value) => html`
      <div class="field"><label for="edit-${name}">${label}</label><input id="edit-${name}" name=${name} dir="auto" autocomplete="off" .value=${value ?? ''} /></div>
    `;
    openDialog({
      title: room.title || room.name,
      content: (close) => html`
        <form class="form" @submit=${save(close)}>
          ${field('title', 'Title', room.title)} ${field('topic', 'Topic', room.topic)} ${field('name', 'Name in addresses', room.name)} ${field('owner', 'Owner', room.owner)}
          ${room.archived_at ? html`<p class="muted small">An archived room must be opened again before it can be edited.</p>` : nothing}
          <button class="button" ?disabled=${Boolean(room.archived_at)}>Save</button>
        </form>
      `,
    });
  }

  #change(room, difference) {
    this.act(() => http.patch(`api/admin/rooms/${encodeURIComponent(room.id)}`, difference));
  }
}

customElements.define('parley-admin-rooms', ParleyAdminRooms);
