import { html, nothing, render } from 'lit';
import { matches } from '../model/matching.js';
import { roomPath } from './paths.js';
import { roomSign } from './room-sign.js';

const MOST = 8;

/** Goes to a room by a few letters of its name. Unread ones come first. */
export function quickSwitch(chat, go) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog switch';
  dialog.setAttribute('aria-label', 'Go to a room');
  const state = { query: '', at: 0 };
  const found = () => matches(chat.rooms.all.filter(({ handle }) => handle), state.query).slice(0, MOST);
  const choose = (room) => {
    dialog.close();
    room && go(roomPath(room.handle));
  };
  const show = (difference) => {
    Object.assign(state, difference);
    render(content(state, found(), show, choose), dialog);
  };
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  show({});
  document.body.append(dialog);
  dialog.showModal();
  chat.rooms.search('').then(() => dialog.isConnected && show({}), () => {});
}

function content({ query, at }, rooms, show, choose) {
  const key = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && rooms.length > 0) {
      event.preventDefault();
      show({ at: (at + step + rooms.length) % rooms.length });
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      choose(rooms[at]);
    }
  };
  return html`
    <input
      class="input"
      type="text"
      role="combobox"
      aria-expanded="true"
      aria-controls="switch-list"
      aria-activedescendant=${rooms.length > 0 ? `switch-${at}` : nothing}
      aria-label="Room"
      placeholder="Go to a room"
      autocomplete="off"
      @input=${({ target }) => show({ query: target.value, at: 0 })}
      @keydown=${key}
    />
    <ul id="switch-list" role="listbox" aria-label="Rooms">
      ${rooms.map((room, index) => option(room, index === at, `switch-${index}`, () => choose(room)))}
    </ul>
    ${rooms.length === 0 ? html`<p class="muted" role="status">No room is named like “${query}”.</p>` : nothing}
  `;
}

const option = (room, selected, id, choose) => html`
  <li id=${id} role="option" aria-selected=${selected} class="switch-room" @click=${choose}>
    ${roomSign(room)}<span dir="auto">${room.label}</span>
    ${room.unread > 0 ? html`<span class="badge">${room.unread > 99 ? '99+' : room.unread}<span class="heard-only"> unread</span></span>` : nothing}
  </li>
`;
