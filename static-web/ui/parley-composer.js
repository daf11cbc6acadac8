import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { complete } from '../model/completion.js';
import { lengthOf, maySend, TEXT_LIMIT } from '../model/text.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { pickEmoji } from './parley-emoji.js';
import { grow, isEnter } from './writing.js';

/** From here on the counter shows. */
const NEAR_LIMIT = 200;

/** Where a message is written. Nothing that is written here is lost: it is a draft, then in the outbox, then in the log. */
class ParleyComposer extends PageElement {
  static properties = { conversation: {}, left: { state: true }, completion: { state: true }, at: { state: true } };

  constructor() {
    super();
    this.watch(() => this.conversation, 'reply', () => this.#replying());
    this.watch(() => this.conversation, 'write', () => this.focus());
    this.watch(() => this.conversation?.room, ['info', 'state']);
    this.watch(() => this.conversation?.chat.drafts, 'change', ({ detail }) => detail === this.conversation.room.id && this.#rewritten());
  }

  render() {
    const { room, replyTo, draft } = this.conversation;
    const { label, archived_at } = room.info;
    if (archived_at) {
      return html`<p class="composer-closed">This room is archived. It can be read, but not written in.</p>`;
    }
    const left = TEXT_LIMIT - lengthOf(draft);
    return html`
      <form class="composer" @submit=${this.#submit}>
        ${replyTo ? this.#reply(replyTo) : nothing}
        ${this.completion ? this.#options(this.completion) : nothing}
        <div class="composer-box">
          <textarea
            rows="1"
            dir="auto"
            aria-label="Message to ${label}"
            aria-describedby="composer-counter"
            placeholder="Message ${label}"
            enterkeyhint="send"
            aria-autocomplete="list"
            aria-controls=${this.completion ? 'composer-options' : nothing}
            aria-activedescendant=${this.completion ? `composer-option-${this.at}` : nothing}
            @blur=${() => (this.completion = null)}
            .value=${live(draft)}
            @input=${this.#input}
            @keydown=${this.#key}
          ></textarea>
          <button type="button" class="button-icon composer-emoji" aria-label="Insert an emoji" title="Insert an emoji" @click=${this.#emoji}>${icon('smile')}</button>
          <button class="composer-send" aria-label="Send message" title="Send message" ?disabled=${!maySend(draft)}>${icon('send')}</button>
        </div>
        <p class="composer-foot">
          <span class="composer-hint"><kbd>Enter</kbd> sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> makes a new line</span>
          <span id="composer-counter" role="status" class=${left < 0 ? 'over' : ''}>${counter(left)}</span>
        </p>
      </form>
    `;
  }

  firstUpdated() {
    // A soft keyboard should not open by itself.
    if (matchMedia('(pointer: fine)').matches) {
      this.focus();
    }
    this.#area && grow({ target: this.#area });
  }

  focus() {
    this.#area?.focus();
  }

  get #area() {
    return this.querySelector('textarea');
  }

  #reply(row) {
    return html`
      <p class="composer-reply">
        ${icon('reply')}<span>Reply to <b dir="auto">${row.author}</b></span>
        <span class="quote-text" dir="auto">${row.text}</span>
        <button type="button" class="button-icon" aria-label="Do not reply" @click=${() => this.conversation.reply(null)}>${icon('cross')}</button>
      </p>
    `;
  }

  #options({ options }) {
    return html`
      <ul id="composer-options" class="composer-options" role="listbox" aria-label="Suggestions">
        ${options.map(
          ({ label, hint }, index) => html`
            <li
              id="composer-option-${index}"
              role="option"
              aria-selected=${index === this.at}
              @pointerdown=${(event) => event.preventDefault()}
              @click=${() => this.#choose(index)}
            >
              <b dir="auto">${label}</b> <span class="muted" dir="auto">${hint}</span>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #suggest(area) {
    const { chat, room, me } = this.conversation;
    const known = { me, members: room.members.values(), rooms: chat.rooms.all };
    this.completion = area.selectionStart === area.selectionEnd ? complete(area.value, area.selectionEnd, known) : null;
    this.at = 0;
  }

  #choose(index) {
    const { from, to, options } = this.completion;
    const area = this.#area;
    this.completion = null;
    area.setRangeText(options[index].text, from, to, 'end');
    this.conversation.write(area.value);
    this.requestUpdate();
  }

  /** While something is suggested, these keys are for the suggestions; says whether this was one. */
  #keyOfOptions(event) {
    const { length } = this.completion.options;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + length) % length;
    } else if (isEnter(event) || (event.key === 'Tab' && !event.shiftKey)) {
      this.#choose(this.at);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.completion = null;
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** The draft is another one: written here, or in another tab, or taken back. */
  async #rewritten() {
    this.requestUpdate();
    await this.updateComplete;
    this.#area && grow({ target: this.#area });
  }

  #replying() {
    this.requestUpdate();
    this.focus();
  }

  #input({ target }) {
    this.conversation.write(target.value);
    grow({ target });
    this.#suggest(target);
    this.requestUpdate();
  }

  #key(event) {
    if (this.completion && this.#keyOfOptions(event)) {
      return;
    }
    if (isEnter(event)) {
      this.#submit(event);
    } else if (event.key === 'ArrowUp' && event.target.value === '' && this.conversation.editLast()) {
      event.preventDefault();
    } else if (event.key === 'Escape' && this.conversation.replyTo) {
      event.preventDefault();
      this.conversation.reply(null);
    }
  }

  /** Puts an emoji where the caret is. */
  async #emoji({ currentTarget }) {
    const emoji = await pickEmoji(currentTarget);
    const area = this.#area;
    if (emoji && area) {
      area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end');
      this.#input({ target: area });
    }
    this.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (!maySend(this.conversation.draft)) {
      return;
    }
    this.conversation.post();
    this.dispatchEvent(new Event('parley-posted', { bubbles: true }));
    this.requestUpdate();
    await this.updateComplete;
    grow({ target: this.#area });
    this.focus();
  }
}

function counter(left) {
  if (left > NEAR_LIMIT) {
    return nothing;
  }
  return left >= 0 ? `${left} left` : `${-left} too many`;
}

customElements.define('parley-composer', ParleyComposer);
