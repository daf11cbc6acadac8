import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { plainText } from '../model/markup.js';
import { outsiders } from '../model/outsiders.js';
import { directionOf, isBlank, lengthOf, maySend, TEXT_LIMIT } from '../model/text.js';
import { roomApi } from '../net/room-api.js';
import { addAll, mayAdd } from './add-people.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { pickEmoji } from './parley-emoji.js';
import { Suggestions } from './suggestions.js';
import { toast } from './toast.js';
import { unsentText } from './unsent-text.js';
import { continues, grow, insert, isEnter } from './writing.js';

/** From here on the counter shows. */
const NEAR_LIMIT = 200;

/** So much of another text is shown beside the composer. */
const SHOWN_OF_OTHER = 200;

/** Where a message is written. Nothing that is written here is lost: it is a draft, then in the outbox, then in the log. */
class ParleyComposer extends PageElement {
  static properties = { conversation: {}, left: { state: true }, outsiders: { state: true } };

  #suggestions = new Suggestions(
    this,
    'composer-options',
    () => this.#area,
    () => this.conversation.completable,
  );

  constructor() {
    super();
    this.outsiders = [];
    this.watch(() => this.conversation, 'reply', () => this.#replying());
    this.watch(() => this.conversation, 'write', () => this.focus());
    this.watch(() => this.conversation?.room, ['info', 'state', 'reset']);
    this.watch(() => this.conversation?.room, 'rows', ({ detail }) => this.#rowsChanged(detail));
    this.watch(() => this.conversation, 'editing');
    this.watch(() => this.conversation?.chat.drafts, 'change', ({ detail }) => detail === this.conversation.room.id && this.#rewritten());
  }

  render() {
    const { room, replySeq, draft } = this.conversation;
    const { label, archived_at } = room.info;
    if (archived_at) {
      return html`<p class="composer-closed">This room is archived. It can be read, but not written in.</p>${unsentText([draft])}`;
    }
    const left = TEXT_LIMIT - lengthOf(draft);
    return html`
      <form class="composer" @submit=${this.#submit}>
        ${this.#elsewhere()} ${this.#edit()} ${this.#outsiders()} ${replySeq ? this.#reply(this.conversation.replyTo) : nothing}
        ${this.#suggestions.render()}
        <div class="composer-box">
          <textarea
            rows="1"
            dir=${directionOf(draft)}
            aria-label="Message to ${label}"
            aria-describedby="composer-counter"
            placeholder="Message ${label}"
            enterkeyhint="send"
            aria-autocomplete="list"
            aria-controls=${this.#suggestions.controls}
            aria-activedescendant=${this.#suggestions.active}
            @blur=${this.#suggestions.close}
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

  /** @param row the message that is answered; null while it is on its way */
  #reply(row) {
    return html`
      <p class="composer-note">
        ${icon('reply')}<span>${row ? html`Reply to <b dir="auto">${this.conversation.nameOf(row.author)}</b>` : 'Reply'}</span>
        <span class="quote-text" dir="auto">${row?.deleted ? html`<em>This message was deleted.</em>` : row ? plainText(row.text) : ''}</span>
        <button type="button" class="button-icon" aria-label="Cancel reply" title="Cancel reply" @click=${() => this.conversation.reply(null)}>${icon('cross')}</button>
      </p>
    `;
  }

  /** The same room has another draft in another tab. */
  #elsewhere() {
    const { chat, room } = this.conversation;
    const other = chat.drafts.otherOf(room.id);
    return other === null
      ? nothing
      : html`
          <p class="composer-note" role="status">
            <span>Another tab has a different draft:</span>
            <span class="quote-text" dir="auto">${other.slice(0, SHOWN_OF_OTHER)}</span>
            <button type="button" class="button-link" @click=${() => chat.drafts.takeOther(room.id)}>Use that one</button>
            <button type="button" class="button-link" @click=${() => chat.drafts.keepOwn(room.id)}>Keep this one</button>
          </p>
        `;
  }

  /** An edit whose message cannot be seen here: it is elsewhere in the log, or was deleted. */
  #edit() {
    const { conversation } = this;
    const { editing: seq, room, chat } = conversation;
    const row = seq && room.rows.at(seq);
    const edit = seq && chat.edits.of(room.id, seq);
    if (!edit || (row && !row.deleted)) {
      return nothing;
    }
    const use = () => {
      conversation.write([this.conversation.draft, edit.text].filter((part) => !isBlank(part)).join('\n'));
      conversation.discardEdit(seq);
    };
    return html`
      <p class="composer-note" role="status">
        ${icon('pencil')}<span>${row?.deleted ? 'The message that you were editing was deleted.' : 'You are editing a message.'}</span>
        <span class="quote-text" dir="auto">${edit.text.slice(0, SHOWN_OF_OTHER)}</span>
        ${row?.deleted
          ? html`<button type="button" class="button-link" @click=${use}>Send as new</button>`
          : html`<button type="button" class="button-link" @click=${() => conversation.visit(seq)}>Go to it</button>`}
        <button type="button" class="button-link" @click=${() => this.#discardEdit(seq)}>Discard</button>
      </p>
    `;
  }

  /** Named in what was just sent, but not told of it. */
  #outsiders() {
    const { room } = this.conversation;
    const people = this.outsiders;
    if (people.length === 0) {
      return nothing;
    }
    const names = people.map(({ display_name }) => display_name).join(', ');
    return html`
      <p class="composer-note" role="status">
        <span class="quote-text" dir="auto">${names} ${people.length === 1 ? 'is' : 'are'} not in this room and ${people.length === 1 ? 'was' : 'were'} not notified.</span>
        ${mayAdd(room.info) ? html`<button type="button" class="button-link" @click=${() => this.#addOutsiders(people)}>Add to the room</button>` : nothing}
        <button type="button" class="button-icon" aria-label="Dismiss" title="Dismiss" @click=${() => (this.outsiders = [])}>${icon('cross')}</button>
      </p>
    `;
  }

  async #addOutsiders(people) {
    this.outsiders = [];
    await addAll(this.conversation.room, people.map(({ username }) => username)).catch((problem) => toast(problem.message));
  }

  async #lookForOutsiders(text) {
    const { room } = this.conversation;
    this.outsiders = [];
    if (room.info.kind !== 'direct') {
      const members = [...room.members.values()].filter(({ joined }) => joined).map(({ username }) => username);
      this.outsiders = await outsiders(text, members, roomApi.people);
    }
  }

  #discardEdit(seq) {
    const undo = this.conversation.discardEdit(seq);
    undo && toast('Edit discarded', undo);
  }

  #rowsChanged(seqs) {
    const { replySeq, editing } = this.conversation;
    (seqs.includes(replySeq) || seqs.includes(editing)) && this.requestUpdate();
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
    this.#suggestions.look();
  }

  #key(event) {
    if (this.#suggestions.key(event) || continues(event)) {
      return;
    }
    if (isEnter(event)) {
      this.#submit(event);
    } else if (event.key === 'ArrowUp' && event.target.value === '' && this.conversation.editLast()) {
      event.preventDefault();
    } else if (event.key === 'Escape' && this.conversation.replySeq) {
      event.preventDefault();
      this.conversation.reply(null);
    }
  }

  /** Puts an emoji where the caret is. */
  async #emoji({ currentTarget }) {
    const emoji = await pickEmoji(currentTarget);
    const area = this.#area;
    emoji && area && insert(area, emoji);
    this.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (!maySend(this.conversation.draft)) {
      return;
    }
    this.#lookForOutsiders(this.conversation.draft);
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
