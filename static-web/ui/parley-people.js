import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addPeople, copyRoomLink, mayAdd } from './add-people.js';
import { avatar } from './avatar.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';

/** The people of a room: who is there now, then the others, as far as the room has told of them. */
class ParleyPeople extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.room, ['people', 'info', 'names']);
  }

  render() {
    const { room } = this.conversation;
    const byName = (a, b) => this.conversation.nameOf(a).localeCompare(this.conversation.nameOf(b));
    const online = [...room.online].sort(byName);
    const away = [...room.members.values()]
      .filter(({ username, joined }) => joined && !room.online.has(username))
      .map(({ username }) => username)
      .sort(byName);
    return html`
      <div class="people-head">
        <h2 id="people-heading" tabindex="-1">Online (${online.length})</h2>
        <button type="button" class="button-icon people-close" aria-label="Close" @click=${this.#close}>${icon('cross')}</button>
      </div>
      ${this.#add(room)} ${this.#list(online, 'people-heading', 'people-online')}
      ${away.length > 0 ? html`<h2 id="away-heading" class="people-away-heading">Offline</h2>${this.#list(away, 'away-heading', 'people-away')}` : nothing}
    `;
  }

  /** Who decides here adds people; in a public room everybody can hand its link over. */
  #add(room) {
    const { info } = room;
    if (mayAdd(info)) {
      return html`<button type="button" class="people-person people-add" @click=${() => addPeople(this.conversation)}>${icon('plus')}Add people</button>`;
    }
    return info.kind === 'public' && !info.archived_at
      ? html`<button type="button" class="people-person people-add" @click=${() => copyRoomLink(room)}>${icon('link')}Copy link to this room</button>`
      : nothing;
  }

  #list(names, heading, className) {
    return html`
      <ul class="people-list ${className}" aria-labelledby=${heading}>
        ${repeat(
          names,
          (name) => name,
          (name) => this.#person(name),
        )}
      </ul>
    `;
  }

  #person(name) {
    const role = this.conversation.room.members.get(name)?.role;
    const shown = this.conversation.nameOf(name);
    return html`
      <li>
        <button type="button" class="people-person" title=${name} @click=${() => this.#show(name)}>
          ${avatar(name, 'small')}<span class="person ${this.conversation.room.namesakes.has(name) ? 'person-apart' : ''}" dir="auto">${shown}</span>
          ${name === this.conversation.me ? html`<span class="you">you</span>` : role === 'owner' || role === 'moderator' ? html`<span class="muted small">${role}</span>` : nothing}
        </button>
      </li>
    `;
  }

  #show(detail) {
    this.dispatchEvent(new CustomEvent('parley-person', { bubbles: true, detail }));
  }

  #close() {
    this.dispatchEvent(new Event('parley-close', { bubbles: true }));
  }
}

customElements.define('parley-people', ParleyPeople);
