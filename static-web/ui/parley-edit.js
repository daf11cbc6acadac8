import { html, nothing } from 'lit';
import { maySend } from '../model/text.js';
import { PageElement } from './element.js';
import { grow, isEnter } from './writing.js';

/** An own message while it is edited, in its place. */
class ParleyEdit extends PageElement {
  static properties = { conversation: {}, row: {}, problem: { state: true }, busy: { state: true } };

  render() {
    return html`
      <form class="edit" @submit=${this.#save}>
        <textarea class="input" aria-label="Edit message" rows="1" dir="auto" .value=${this.row.text} @input=${grow} @keydown=${this.#key}></textarea>
        <div role="alert">${this.problem ? html`<p class="field-error">${this.problem}</p>` : nothing}</div>
        <p class="edit-actions">
          <button class="button" ?disabled=${this.busy}>Save</button>
          <button type="button" class="button button-quiet" @click=${this.#cancel}>Cancel</button>
        </p>
      </form>
    `;
  }

  firstUpdated() {
    const area = this.#area;
    grow({ target: area });
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  get #area() {
    return this.querySelector('textarea');
  }

  #key(event) {
    if (isEnter(event)) {
      this.#save(event);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.#cancel();
    }
  }

  async #save(event) {
    event.preventDefault();
    const text = this.#area.value;
    if (this.busy || !maySend(text)) {
      this.problem = this.busy ? null : 'A message has 1 to 4,000 characters.';
      return;
    }
    this.busy = true;
    try {
      await this.conversation.save(this.row, text);
    } catch (problem) {
      this.problem = problem.message;
    }
    this.busy = false;
  }

  #cancel() {
    this.conversation.edit(null);
  }
}

customElements.define('parley-edit', ParleyEdit);
