import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { openForm } from '../kit/form-dialog.js';
import { icon } from '../kit/icons.js';
import { Listing, query, refusalText } from './listing.js';
import { t } from '../../texts/texts.js';

const path = ({ id }) => `api/admin/rooms/${encodeURIComponent(id)}`;

/** Administration of all rooms except direct conversations. */
class ParleyAdminRooms extends Listing {
  empty = t('admin.rooms.noRoomsFound');

  path = (text, after) => `api/admin/rooms${query({ query: text, after })}`;
  rows = ({ rooms }) => rooms;

  render() {
    return html`<div class="admin-tools">${this.search(t('admin.rooms.searchRooms'))}</div>${this.list()}`;
  }

  row(room) {
    return html`
      <li class=${room.archived_at ? 'line-off' : ''}>
        <span class="room-sign">${icon(room.kind === 'private' ? 'lock' : 'hash')}</span>
        <span class="lines-text">
          <b dir="auto">${room.title || room.name}</b>
          <span class="muted small" dir="auto"
            >${room.name}${facts(room).map((fact) => ` · ${fact}`)}</span
          >
        </span>
        <span class="actions" role="group" aria-label=${t('admin.rooms.whatToDoWith', { name: room.name })}>
          <button type="button" class="button button-quiet" @click=${() => this.#edit(room)}>${t('admin.rooms.edit')}</button>
          <button type="button" class="button button-quiet ${room.archived_at ? '' : 'button-warning'}" @click=${() => this.#change(room, { archived: !room.archived_at })}>
            ${room.archived_at ? t('admin.rooms.unarchive') : t('admin.rooms.archive')}
          </button>
        </span>
      </li>
    `;
  }

  #edit(room) {
    const field = (name, label, value) => html`
      <div class="field"><label for="edit-${name}">${label}</label><input id="edit-${name}" name=${name} dir="auto" autocomplete="off" .value=${value ?? ''} /></div>
    `;
    openForm({
      title: room.title || room.name,
      action: t('admin.rooms.save'),
      enabled: !room.archived_at,
      faultText: refusalText,
      save: (form) => this.#save(room, Object.fromEntries(new FormData(form))),
      fields: () => html`
        ${field('title', t('admin.rooms.title'), room.title)} ${field('topic', t('admin.rooms.topic'), room.topic)} ${field('name', t('admin.rooms.nameInAddresses'), room.name)} ${field('owner', t('admin.rooms.owner'), room.owner)}
        ${room.archived_at ? html`<p class="muted small">${t('admin.rooms.unarchiveTheRoomTo')}</p>` : nothing}
      `,
    });
  }

  async #save(room, values) {
    const before = { title: room.title, topic: room.topic, name: room.name, owner: room.owner ?? '' };
    const different = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));
    if (Object.keys(different).length > 0) {
      await http.patch(path(room), different);
      await this.read();
    }
  }

  #change(room, difference) {
    this.act(() => http.patch(path(room), difference));
  }
}

const facts = ({ members, online, last_seq, owner, archived_at }) =>
  [
    t('admin.rooms.members', { count: members }),
    t('admin.rooms.online', { count: online }),
    t('admin.rooms.messages', { count: last_seq }),
    owner && t('admin.rooms.ownedBy', { owner }),
    archived_at && t('admin.rooms.archived'),
  ].filter(Boolean);

customElements.define('parley-admin-rooms', ParleyAdminRooms);
