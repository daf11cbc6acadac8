import { html, nothing } from 'lit';
import { roomApi } from '../net/room-api.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { icon } from './icons.js';
import { problemWords } from './words.js';

const PAUSE = 150;
const MOST = 9;

/** Chooses people by a few letters of their names, and begins a conversation with them. */
export function newDirect(chat, go) {
  const state = { query: '', found: [], chosen: [], at: 0, fault: null, busy: false };
  let timer = null;
  let asked = 0;
  const change = (difference) => {
    Object.assign(state, difference);
    show();
  };
  const look = async (query) => {
    const question = ++asked;
    const accounts = query.trim() ? (await roomApi.people(query).catch(() => ({ accounts: [] }))).accounts : [];
    if (question === asked) {
      const taken = new Set([chat.account.username, ...state.chosen.map(({ username }) => username)]);
      change({ found: accounts.filter(({ username }) => !taken.has(username)), at: 0 });
    }
  };
  const typed = (query) => {
    change({ query, fault: null });
    clearTimeout(timer);
    timer = setTimeout(() => look(query), PAUSE);
  };
  const choose = (person) => {
    if (person && state.chosen.length < MOST) {
      change({ chosen: [...state.chosen, person], query: '', found: [], at: 0 });
      document.querySelector('.new-direct input')?.focus();
    }
  };
  const drop = (person) => change({ chosen: state.chosen.filter((one) => one !== person) });
  const begin = async (close) => {
    change({ busy: true });
    try {
      const room = await chat.startDirect(state.chosen.map(({ username }) => username));
      close();
      go(room);
    } catch (problem) {
      change({ busy: false, fault: problemWords(problem) });
    }
  };
  const key = (event, close) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.found.length > 0) {
      event.preventDefault();
      change({ at: (state.at + step + state.found.length) % state.found.length });
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      state.found.length > 0 ? choose(state.found[state.at]) : state.chosen.length > 0 && !state.query && begin(close);
    } else if (event.key === 'Backspace' && !state.query && state.chosen.length > 0) {
      drop(state.chosen.at(-1));
    }
  };
  const show = openDialog({
    title: 'Write to somebody',
    className: 'new-direct',
    content: (close) => html`
      <ul class="chips" ?hidden=${state.chosen.length === 0}>
        ${state.chosen.map((person) => html`
          <li class="chip" dir="auto">${avatar(person.username, 'tiny')}${person.display_name}<button type="button" aria-label="Without ${person.display_name}" @click=${() => drop(person)}>${icon('cross')}</button></li>
        `)}
      </ul>
      <input
        class="input"
        role="combobox"
        aria-expanded=${state.found.length > 0}
        aria-controls="direct-found"
        aria-activedescendant=${state.found.length > 0 ? `direct-${state.at}` : nothing}
        aria-label="Name"
        placeholder="A name"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .value=${state.query}
        @input=${({ target }) => typed(target.value)}
        @keydown=${(event) => key(event, close)}
      />
      <ul id="direct-found" role="listbox" aria-label="People">
        ${state.found.map((person, index) => html`
          <li id="direct-${index}" role="option" aria-selected=${index === state.at} class="switch-room" @click=${() => choose(person)}>
            ${avatar(person.username, 'small')}<span dir="auto">${person.display_name}</span><span class="muted small">@${person.username}</span>
          </li>
        `)}
      </ul>
      <div role="status">${state.fault ? html`<p class="form-error">${state.fault}</p>` : nothing}</div>
      <p class="muted small">${state.chosen.length === 0 ? 'Up to nine people. With nobody, the conversation is your own notebook.' : ''}</p>
      <div class="dialog-actions">
        <button type="button" class="button" ?disabled=${state.busy} @click=${() => begin(close)}>${state.chosen.length === 0 ? 'Open my notes' : 'Begin'}</button>
      </div>
    `,
  });
  document.querySelector('.new-direct input').focus();
}
