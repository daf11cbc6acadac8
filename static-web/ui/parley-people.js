import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from './avatar.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';

/** Who is in the room now. */
class ParleyPeople extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.room, ['people', 'info']);
  }

  render() {
    const { room } = this.conversation;
    const names = [...room.online].sort((a, b) => a.localeCompare(b));
    return html`
      <div class="people-head">
        <h2 id="people-heading" tabindex="-1">Online (${names.length})</h2>
        <button type="button" class="button-icon people-close" aria-label="Close" @click=${this.#close}>${icon('cross')}</button>
      </div>
      <ul class="people-list" aria-labelledby="people-heading">
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
        ${avatar(name, 'small')}<span class="person" dir="auto" title=${name}>${shown}</span>
        ${name === this.conversation.me ? html`<span class="you">you</span>` : role === 'owner' || role === 'moderator' ? html`<span class="muted small">${role}</span>` : ''}
      </li>
    `;
  }

  #close() {
    this.dispatchEvent(new Event('parley-close', { bubbles: true }));
  }
}

customElements.define('parley-people', ParleyPeople);
