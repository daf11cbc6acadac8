import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from '../kit/element.js';
import '../chat/parley-connection.js';
import '../chat/parley-first-run.js';
import './parley-room-form.js';
import './parley-room-list.js';
import { roomPath } from '../kit/paths.js';
import { roomSign } from './room-sign.js';
import { skeleton } from '../kit/placeholders.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

const DEBOUNCE = 200;

/** All rooms that this account can see, and a form to create one. */
class ParleyLobby extends PageElement {
  static properties = { chat: {}, query: { state: true } };

  #search = null;

  constructor() {
    super();
    this.query = '';
    this.watch(() => this.chat?.rooms, 'change');
  }

  render() {
    const { rooms } = this.chat;
    return html`
      <div class="lobby" @parley-search=${this.#searched}>
        <h1>${t('rooms.lobby.rooms')}</h1>
        <parley-room-form .chat=${this.chat}></parley-room-form>
        <parley-connection .chat=${this.chat}></parley-connection>
        <parley-first-run .account=${this.chat.account}></parley-first-run>
        ${rooms.loaded ? this.#list(rooms) : rooms.problem ? this.#failed(rooms.problem) : skeleton('rooms')}
      </div>
    `;
  }

  #list(rooms) {
    this.namesakes = rooms.namesakes;
    const query = this.query.toLocaleLowerCase();
    const found = rooms.all.filter(({ name }) => name).filter(({ name, title }) => `${name} ${title}`.toLocaleLowerCase().includes(query));
    const own = found.filter(({ role }) => role);
    const others = found.filter(({ role }) => !role);
    return html`
      <parley-room-list class="lobby-own" ids="own" .chat=${this.chat}></parley-room-list>
      ${own.length > 0 ? this.#section(t('rooms.lobby.yourRooms'), own, 'lobby-cards') : nothing} ${others.length > 0 ? this.#section(t('rooms.lobby.roomsToDiscover'), others) : nothing}
      ${found.length === 0 && query ? html`<p class="muted">${t('rooms.lobby.noRoomHasThis')}</p>` : nothing}
      ${rooms.all.length <= 1 && !query ? html`<p class="muted">${rooms.all.length === 0 ? t('rooms.lobby.createTheFirstRoom') : t('rooms.lobby.createAnotherRoom')}</p>` : nothing}
      ${rooms.next && !query ? html`<p><button type="button" class="button button-quiet" @click=${() => rooms.more().catch((problem) => toast(problemText(problem)))}>${t('rooms.lobby.showMoreRooms')}</button></p>` : nothing}
    `;
  }

  #section(title, rooms, className = '') {
    return html`
      <section class=${className} aria-label=${title}>
        <h2>${title}</h2>
        <ul class="room-cards">
          ${repeat(
            rooms,
            ({ id }) => id,
            (room) => this.#card(room),
          )}
        </ul>
      </section>
    `;
  }

  #card(room) {
    return html`
      <li>
        <a class="room-card" href=${roomPath(room.handle)}>
          <span class="room-sign">${roomSign(room)}</span>
          <span class="room-card-text">
            <b dir="auto">${room.label}</b>${this.namesakes.has(room.id) && room.topic ? html` <span class="muted">#${room.name}</span>` : nothing}
            ${this.#about(room)}
          </span>
          <span class="room-card-facts">
            ${room.role && room.unread ? html`<span class="badge">${room.unread > 99 ? '99+' : room.unread}<span class="visually-hidden"> ${t('rooms.lobby.unread')}</span></span>` : nothing}
            ${room.online ? html`<span class="online-count">${t('rooms.lobby.online', { count: room.online })}</span>` : nothing}
            ${room.members && !room.role ? html`<span class="muted">${t('rooms.lobby.members', { count: room.members })}</span>` : nothing}
            ${room.role ? nothing : html`<span class="join" aria-hidden="true">${t('rooms.lobby.join')}</span>`}
          </span>
        </a>
      </li>
    `;
  }

  /** The room's topic, or its name if it has no topic and its title does not imply the name. */
  #about({ id, topic, title, name }) {
    const about = topic || (this.namesakes.has(id) || (title && title !== name) ? `#${name}` : '');
    return about ? html`<span class="muted" dir="auto">${about}</span>` : nothing;
  }

  #failed(problem) {
    return html`
      <div class="form-error" role="alert">
        ${problemText(problem)} <button type="button" class="button-link" @click=${() => this.chat.rooms.refresh()}>${t('rooms.lobby.tryAgain')}</button>
      </div>
    `;
  }

  /** Filters the loaded rooms immediately, and searches the server for others. */
  #searched({ detail }) {
    this.query = detail;
    clearTimeout(this.#search);
    if (detail && this.chat.rooms.next) {
      this.#search = setTimeout(() => this.chat.rooms.search(detail).catch(() => {}), DEBOUNCE);
    }
  }
}

customElements.define('parley-lobby', ParleyLobby);
