import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addPeople, copyRoomLink, mayAdd } from './add-people.js';
import { avatar } from '../kit/avatar.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { status } from '../kit/parley-status.js';
import { t } from '../../texts/texts.js';

/** The members of a room as far as they are known: online ones first, then the others. */
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
        <h2 id="people-heading" tabindex="-1">${t('details.people.online', { count: online.length })}</h2>
        <button type="button" class="button-icon people-close" aria-label=${t('details.people.close')} @click=${this.#close}>${icon('cross')}</button>
      </div>
      ${this.#add(room)} ${this.#list(online, 'people-heading', 'people-online')}
      ${away.length > 0 ? html`<h2 id="away-heading" class="people-away-heading">${t('details.people.offline')}</h2>${this.#list(away, 'away-heading', 'people-away')}` : nothing}
    `;
  }

  /** Owners and moderators add people; in a public room everybody can copy its link. */
  #add(room) {
    const { info } = room;
    if (mayAdd(info)) {
      return html`<button type="button" class="people-person people-add" @click=${() => addPeople(this.conversation)}>${icon('plus')}${t('details.people.addPeople')}</button>`;
    }
    return info.kind === 'public' && !info.archived_at
      ? html`<button type="button" class="people-person people-add" @click=${() => copyRoomLink(room)}>${icon('link')}${t('details.people.copyLinkToThis')}</button>`
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
          ${avatar(name, 'small')}<span class="person ${this.conversation.room.namesakes.has(name) ? 'person-apart' : ''}" dir="auto">${shown}</span>${status(name, 'words')}
          ${name === this.conversation.me ? html`<span class="you">${t('details.people.you')}</span>` : role === 'owner' || role === 'moderator' ? html`<span class="muted small">${role}</span>` : nothing}
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
