import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { directionOf, isBlank, maySend } from '../../model/text.js';
import { PageElement } from '../kit/element.js';
import { Suggestions } from './suggestions.js';
import { toast } from '../kit/toast.js';
import { problemText } from '../kit/problem-text.js';
import { formatKey } from './formatting-bar.js';
import { continues, grow, isEnter } from './writing.js';
import { t } from '../../texts/texts.js';

/** Edits one of the account's own messages in place. The text is kept until it is saved or discarded. */
class ParleyEdit extends PageElement {
  static properties = { conversation: {}, row: {}, problem: { state: true }, busy: { state: true } };

  #suggestions = new Suggestions(
    this,
    'edit-options',
    () => this.#area,
    () => this.conversation.completable,
  );

  constructor() {
    super();
    this.watch(() => this.conversation?.chat.edits, 'change', ({ detail }) => detail.seq === this.row.seq && this.requestUpdate());
  }

  render() {
    const { text, base } = this.#edit;
    return html`
      <form class="edit" @submit=${this.#save}>
        ${base === this.row.text ? nothing : this.#changedElsewhere()}
        ${this.#suggestions.render()}
        <textarea
          class="input"
          aria-label=${t('room.edit.editMessage')}
          rows="1"
          dir=${directionOf(text)}
          aria-autocomplete="list"
          aria-controls=${this.#suggestions.controls}
          aria-activedescendant=${this.#suggestions.active}
          .value=${live(text)}
          @blur=${this.#suggestions.close}
          @input=${this.#input}
          @keydown=${this.#key}
        ></textarea>
        <div role="alert">${this.problem ? html`<p class="field-error">${this.problem}</p>` : nothing}</div>
        <p class="edit-actions">
          <button class="button" ?disabled=${this.busy}>${t('room.edit.save')}</button>
          <button type="button" class="button button-quiet" @click=${this.#cancel}>${t('room.edit.cancel')}</button>
        </p>
      </form>
    `;
  }

  /** Offers both texts when the message was edited on another device of the account meanwhile. */
  #changedElsewhere() {
    const { text } = this.row;
    return html`
      <div class="edit-conflict" role="status">
        <p>${t('room.edit.thisMessageWasChanged')}</p>
        <blockquote dir="auto">${text}</blockquote>
        <p class="edit-actions">
          <button type="button" class="button button-quiet" @click=${() => this.#write(text, text)}>${t('room.edit.useThatText')}</button>
          <button type="button" class="button button-quiet" @click=${() => this.#write(this.#edit.text, text)}>${t('room.edit.keepMine')}</button>
        </p>
      </div>
    `;
  }

  firstUpdated() {
    const area = this.#area;
    grow({ target: area });
    if (!this.conversation.takeBegun(this.row.seq)) {
      return;
    }
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  get #area() {
    return this.querySelector('textarea');
  }

  get #edit() {
    return this.conversation.editOf(this.row);
  }

  #input({ target }) {
    this.#write(target.value, this.#edit.base);
    grow({ target });
    this.#suggestions.update();
  }

  #write(text, base) {
    this.conversation.writeEdit(this.row, { text, base });
    this.problem = null;
  }

  #key(event) {
    if (this.#suggestions.key(event) || continues(event) || formatKey(event)) {
      return;
    }
    if (isEnter(event)) {
      this.#save(event);
    } else if (event.key === 'Escape' && !event.shiftKey) {
      event.stopPropagation();
      this.#cancel();
    }
  }

  async #save(event) {
    event.preventDefault();
    const { text } = this.#edit;
    if (this.busy || !this.#maySave(text)) {
      this.problem = this.busy ? null : t('room.edit.aMessageHas1');
      return;
    }
    this.busy = true;
    try {
      await this.conversation.save(this.row, text);
    } catch (problem) {
      this.problem = t('room.edit.notSaved', { problem: problemText(problem) });
    }
    this.busy = false;
  }

  /** The text of a message with files may be empty. */
  #maySave(text) {
    return maySend(text) || (isBlank(text) && this.row.files?.length > 0);
  }

  #cancel() {
    const undo = this.conversation.discardEdit(this.row.seq);
    undo && toast(t('room.edit.editDiscarded'), undo);
  }
}

customElements.define('parley-edit', ParleyEdit);
