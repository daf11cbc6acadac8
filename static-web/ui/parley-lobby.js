import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './element.js';
import './parley-connection.js';
import './parley-first-run.js';
import './parley-room-form.js';
import './parley-room-list.js';
import { roomPath } from './paths.js';
import { roomSign } from './room-sign.js';
import { skeleton } from './placeholders.js';
import { problemWords } from './words.js';

const PAUSE = 200;

/** All rooms that there are for this account, and the way to make another one. */
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
        <h1>Rooms</h1>
        <parley-room-form .chat=${this.chat}></parley-room-form>
        <parley-connection .chat=${this.chat}></parley-connection>
        <parley-first-run .account=${this.chat.account}></parley-first-run>
        ${rooms.loaded ? this.#list(rooms) : rooms.problem ? this.#failed(rooms.problem) : skeleton('rooms')}
      </div>
    `;
  }

  #list(rooms) {
    const query = this.query.toLocaleLowerCase();
    const found = rooms.all.filter(({ name }) => name).filter(({ name, title }) => `${name} ${title}`.toLocaleLowerCase().includes(query));
    const own = found.filter(({ role }) => role);
    const others = found.filter(({ role }) => !role);
    return html`
      <parley-room-list class="lobby-own" ids="own" .chat=${this.chat}></parley-room-list>
      ${own.length > 0 ? this.#section('Your rooms', own, 'lobby-cards') : nothing} ${others.length > 0 ? this.#section('Rooms to discover', others) : nothing}
      ${found.length === 0 && query ? html`<p class="muted">No room has this name yet. You can create it.</p>` : nothing}
      ${rooms.all.length <= 1 && !query ? html`<p class="muted">Rooms are where people talk: one for each topic or team. Type a name above to create the first one.</p>` : nothing}
      ${rooms.next && !query ? html`<p><button type="button" class="button button-quiet" @click=${() => rooms.more()}>Show more rooms</button></p>` : nothing}
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
          <span class="room-card-words">
            <b dir="auto">${room.label}</b>
            ${about(room) ? html`<span class="muted" dir="auto">${about(room)}</span>` : nothing}
          </span>
          <span class="room-card-facts">
            ${room.role && room.unread ? html`<span class="badge">${room.unread > 99 ? '99+' : room.unread}<span class="heard-only"> unread</span></span>` : nothing}
            ${room.online ? html`<span class="online-count">${room.online} online</span>` : nothing}
            ${room.members && !room.role ? html`<span class="muted">${room.members === 1 ? 'One member' : `${room.members} members`}</span>` : nothing}
            ${room.role ? nothing : html`<span class="join" aria-hidden="true">Join</span>`}
          </span>
        </a>
      </li>
    `;
  }

  #failed(problem) {
    return html`
      <div class="form-error" role="alert">
        ${problemWords(problem)} <button type="button" class="button-link" @click=${() => this.chat.rooms.refresh()}>Try again</button>
      </div>
    `;
  }

  /** Filters what is here at once, and asks the server for what is not. */
  #searched({ detail }) {
    this.query = detail;
    clearTimeout(this.#search);
    if (detail && this.chat.rooms.next) {
      this.#search = setTimeout(() => this.chat.rooms.search(detail).catch(() => {}), PAUSE);
    }
  }
}

/** What a room is for; its name, where the title does not tell it. */
const about = ({ topic, title, name }) => topic || (title && title !== name ? `#${name}` : '');

customElements.define('parley-lobby', ParleyLobby);
