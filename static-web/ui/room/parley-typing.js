import { html, nothing } from 'lit';
import { PageElement } from '../kit/element.js';
import { rich, t } from '../../texts/texts.js';

/** Shows who is typing. Its line between messages and composer is always reserved. */
class ParleyTyping extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.room.typing, 'change');
  }

  render() {
    const names = this.conversation.room.typing.names.map((name) => this.conversation.nameOf(name));
    return html`<p class="typing">${names.length > 0 ? html`<span class="typing-dots" aria-hidden="true"></span>${sentence(names)}` : nothing}</p>`;
  }
}

function sentence(names) {
  const shown = names.map((name) => html`<bdi><b>${name}</b></bdi>`);
  if (names.length === 1) {
    return rich('room.typing.one', { name: shown[0] });
  }
  return names.length === 2 ? rich('room.typing.two', { first: shown[0], second: shown[1] }) : t('room.typing.many', { count: names.length });
}

customElements.define('parley-typing', ParleyTyping);
