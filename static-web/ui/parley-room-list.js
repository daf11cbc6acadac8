import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { roomPath } from './paths.js';

/** The own rooms, at the side. */
class ParleyRoomList extends PageElement {
  static properties = { chat: {}, current: {} };

  constructor() {
    super();
    this.watch(() => this.chat?.rooms, 'change');
  }

  render() {
    return html`
      <div class="side-head">
        <h2>Rooms</h2>
        <a class="button-icon" href="chat" aria-label="Find or create a room" title="Find or create a room">${icon('plus')}</a>
      </div>
      <ul>
        ${repeat(
          this.chat.rooms.mine,
          ({ id }) => id,
          (room) => this.#room(room),
        )}
      </ul>
    `;
  }

  #room(room) {
    const current = room.id === this.current;
    const unread = current ? 0 : (room.unread ?? 0);
    return html`
      <li>
        <a class="side-room ${unread ? 'side-unread' : ''}" href=${roomPath(room.name)} aria-current=${current ? 'page' : nothing}>
          ${icon(room.kind === 'private' ? 'lock' : 'hash')}
          <span class="side-name" dir="auto">${room.title || room.name}</span>
          ${unread && room.mentions ? html`<span class="badge badge-called">@${room.mentions > 99 ? '99+' : room.mentions}<span class="heard-only"> mentions, </span></span>` : nothing}
          ${unread ? html`<span class="badge">${unread > 99 ? '99+' : unread}<span class="heard-only"> unread</span></span>` : nothing}
        </a>
      </li>
    `;
  }
}

customElements.define('parley-room-list', ParleyRoomList);
