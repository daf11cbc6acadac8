import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { presence } from '../kit/parley-presence.js';
import { status } from '../kit/parley-status.js';
import { showReminders } from '../room/reminders.js';
import { newDirect } from './new-direct.js';
import { roomPath } from '../kit/paths.js';
import { roomSign } from './room-sign.js';
import { t } from '../../texts/texts.js';

/** The account's rooms in the side bar: rooms, then direct conversations. */
class ParleyRoomList extends PageElement {
  static properties = { chat: {}, current: {}, ids: {} };

  constructor() {
    super();
    this.ids = 'side';
    this.watch(() => this.chat?.rooms, 'change');
    this.watch(() => this.chat?.drafts, 'change');
    this.watch(() => this.chat?.chosen, 'change');
  }

  render() {
    const { rooms } = this.chat;
    this.namesakes = rooms.namesakes;
    const { favourites, named, direct } = rooms.sections;
    return html`
      <button type="button" class="side-room side-mentions" @click=${() => this.#show('mentions')}>
        ${icon('at')}<span class="side-name">${t('rooms.room-list.mentions')}</span>
        ${rooms.mentions ? html`<span class="badge badge-mentions">${rooms.mentions > 99 ? '99+' : rooms.mentions}<span class="visually-hidden"> ${t('rooms.room-list.unread')}</span></span>` : nothing}
      </button>
      <button type="button" class="side-room side-mentions" @click=${() => this.#show('saved')}>${icon('bookmark')}<span class="side-name">${t('rooms.room-list.saved')}</span></button>
      <button type="button" class="side-room side-mentions" @click=${() => showReminders(this.chat)}>${icon('clock')}<span class="side-name">${t('rooms.room-list.reminders')}</span></button>
      ${favourites.length > 0
        ? html`
            <div class="side-head"><h2 id="${this.ids}-favourites">${t('rooms.room-list.favourites')}</h2></div>
            ${this.#list(favourites, `${this.ids}-favourites`)}
          `
        : nothing}
      <div class="side-head">
        <h2 id="${this.ids}-rooms">${t('rooms.room-list.rooms')}</h2>
        <a class="button-icon" href="chat" aria-label=${t('rooms.room-list.findOrCreateA')} title=${t('rooms.room-list.findOrCreateA')}>${icon('plus')}</a>
      </div>
      ${this.#list(named, `${this.ids}-rooms`)}
      <div class="side-head">
        <h2 id="${this.ids}-direct">${t('rooms.room-list.directMessages')}</h2>
        <button type="button" class="button-icon" aria-label=${t('rooms.room-list.newMessage')} title=${t('rooms.room-list.newMessage')} @click=${this.#startDirect}>${icon('plus')}</button>
      </div>
      ${this.#list(direct, `${this.ids}-direct`)}
    `;
  }

  #list(rooms, heading) {
    return html`
      <ul aria-labelledby=${heading}>
        ${repeat(
          rooms,
          ({ id }) => id,
          (room) => this.#room(room),
        )}
      </ul>
    `;
  }

  #room(room) {
    const current = room.id === this.current;
    const muted = room.notify === 'none';
    const unread = current ? 0 : (room.unread ?? 0);
    return html`
      <li>
        <a class="side-room ${unread && !muted ? 'side-unread' : ''} ${muted ? 'side-muted' : ''}" href=${roomPath(room.handle)} aria-current=${current ? 'page' : nothing}>
          ${room.others?.length === 1 ? html`<span class="sign-person">${roomSign(room)}${presence(room.others[0])}</span>` : roomSign(room)}
          <span class="side-name" dir="auto">${room.label}${this.namesakes.has(room.id) ? html` <span class="muted small">${room.kind === 'direct' ? '' : '#'}${room.handle}</span>` : nothing}${muted ? html`<span class="visually-hidden">${t('rooms.room-list.muted')}</span>` : nothing}</span>
          ${room.others?.length === 1 ? status(room.others[0]) : nothing}
          ${!current && (this.chat.drafts.has(room.id) || this.chat.chosen.has(room.id)) ? html`<span class="side-draft" title=${t('rooms.room-list.draft')}>${icon('pencil')}<span class="visually-hidden">${t('rooms.room-list.draft2')}</span></span>` : nothing}
          ${!current && room.mentions ? html`<span class="badge badge-mentions">@${room.mentions > 99 ? '99+' : room.mentions}<span class="visually-hidden"> ${t('rooms.room-list.mentionCount', { count: room.mentions })}${unread && !muted ? ', ' : ''}</span></span>` : nothing}
          ${unread && !muted ? html`<span class="badge">${unread > 99 ? '99+' : unread}<span class="visually-hidden"> ${t('rooms.room-list.unread')}</span></span>` : nothing}
        </a>
      </li>
    `;
  }

  #startDirect() {
    newDirect(this.chat, (room) => this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(room.handle) })));
  }

  #show(name) {
    this.dispatchEvent(new CustomEvent('parley-message-list', { bubbles: true, detail: { name } }));
  }
}

customElements.define('parley-room-list', ParleyRoomList);
