import { html, nothing, render } from 'lit';
import { avatars } from '../../model/avatars.js';
import { matches } from '../../model/matching.js';
import { roomApi } from '../../net/room-api.js';
import { onBackdrop } from '../kit/backdrop.js';
import { roomPath } from '../kit/paths.js';
import { roomSign } from '../rooms/room-sign.js';
import { t } from '../../texts/texts.js';

const MAX_OPTIONS = 8;
const MAX_PEOPLE = 5;
/** Delay after the last keystroke before people are searched; in milliseconds. */
const DEBOUNCE = 150;

/** Opens the switcher, which finds rooms and people by a few letters. Unread rooms come first. */
export function quickSwitch(chat, go) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog switch';
  dialog.setAttribute('aria-label', t('chat.switch.goToARoom'));
  const state = { query: '', at: 0, people: [] };
  const found = () => {
    const rooms = matches(chat.rooms.all.filter(({ handle }) => handle), state.query).slice(0, MAX_OPTIONS);
    const known = new Set(rooms.map(({ handle }) => handle));
    return [...rooms, ...state.people.map(asRoom).filter(({ handle }) => !known.has(handle))];
  };
  let timer = null;
  let latestQuery = 0;
  const look = async (query) => {
    const queryNumber = ++latestQuery;
    const { accounts } = query.trim() ? await roomApi.people(query).catch(() => ({ accounts: [] })) : { accounts: [] };
    accounts.forEach((account) => avatars.learn(account));
    const others = accounts.filter(({ username }) => username !== chat.account.username).slice(0, MAX_PEOPLE);
    queryNumber === latestQuery && dialog.isConnected && show({ people: others });
  };
  const choose = (room) => {
    dialog.close();
    room && go(roomPath(room.handle));
  };
  const typed = (query) => {
    show({ query, at: 0 });
    clearTimeout(timer);
    timer = setTimeout(() => look(query), DEBOUNCE);
  };
  const show = (difference) => {
    Object.assign(state, difference);
    render(content(state, found(), { show, choose, typed }), dialog);
    dialog.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  };
  dialog.addEventListener('close', () => dialog.remove());
  onBackdrop(dialog, () => dialog.close());
  show({});
  document.body.append(dialog);
  dialog.showModal();
  chat.rooms.search('').then(() => dialog.isConnected && show({}), () => {});
}

/** Presents a person as a direct conversation, which is created on opening it. */
const asRoom = ({ username, display_name: label }) => ({ id: `@${username}`, kind: 'direct', others: [username], handle: `@${username}`, label, username });

function content({ query, at }, rooms, { show, choose, typed }) {
  const key = (event) => {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && rooms.length > 0) {
      event.preventDefault();
      show({ at: (at + step + rooms.length) % rooms.length });
    } else if (event.key === 'Enter') {
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
      aria-label=${t('chat.switch.roomOrPerson')}
      placeholder=${t('chat.switch.goToARoom')}
      autocomplete="off"
      @input=${({ target }) => typed(target.value)}
      @keydown=${key}
    />
    <ul id="switch-list" role="listbox" aria-label=${t('chat.switch.roomsAndPeople')}>
      ${rooms.map((room, index) => option(room, index === at, `switch-${index}`, () => choose(room)))}
    </ul>
    ${rooms.length === 0 ? html`<p class="muted" role="status">${t('chat.switch.noRoomOrPerson', { query })}</p>` : nothing}
  `;
}

const option = (room, selected, id, choose) => html`
  <li id=${id} role="option" aria-selected=${selected} class="switch-room" @click=${choose}>
    ${roomSign(room)}<span dir="auto">${room.label}</span>
    ${room.username && room.username !== room.label ? html`<span class="muted small" dir="auto">@${room.username}</span>` : nothing}
    ${room.unread > 0 ? html`<span class="badge">${room.unread > 99 ? '99+' : room.unread}<span class="visually-hidden"> ${t('chat.switch.unread')}</span></span>` : nothing}
  </li>
`;
