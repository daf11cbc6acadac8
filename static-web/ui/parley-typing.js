import { html, nothing } from 'lit';
import { PageElement } from './element.js';

/** Who is typing now, in the line between the messages and the composer that is always there. */
class ParleyTyping extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.room.typing, 'change');
  }

  render() {
    const names = this.conversation.room.typing.names.map((name) => this.conversation.nameOf(name));
    return html`<p class="typing">${names.length > 0 ? html`<span class="typing-dots" aria-hidden="true"></span>${words(names)}` : nothing}</p>`;
  }
}

function words(names) {
  const shown = names.map((name) => html`<bdi><b>${name}</b></bdi>`);
  if (names.length === 1) {
    return html`${shown[0]} is typing…`;
  }
  return names.length === 2 ? html`${shown[0]} and ${shown[1]} are typing…` : html`${names.length} people are typing…`;
}

customElements.define('parley-typing', ParleyTyping);
