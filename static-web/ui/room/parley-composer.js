import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { MAX_FILES } from '../../model/attachments.js';
import { commandOf, looksLikeCommand } from '../../model/commands.js';
import { groups } from '../../model/groups.js';
import { outsiders } from '../../model/outsiders.js';
import { directionOf, lengthOf, maySend, TEXT_LIMIT } from '../../model/text.js';
import { roomApi } from '../../net/room-api.js';
import { setFormatting, wantsFormatting } from '../account/preferences.js';
import { addAll, mayAdd } from '../details/add-people.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { runCommand } from './run-command.js';
import { attachmentList } from './attachment-list.js';
import { otherDraft, replyNote, runningCommand, unfinishedEdit, unknownCommand } from './composer-notes.js';
import { formatKey, formattingBar } from './formatting-bar.js';
import { pickEmoji } from './parley-emoji-picker.js';
import { Suggestions } from './suggestions.js';
import { toast } from '../kit/toast.js';
import { unsentText } from './unsent-text.js';
import { continues, grow, insert, isEnter } from './writing.js';
import { rich, t } from '../../texts/texts.js';

/** The counter is shown when fewer characters than this are left. */
const NEAR_LIMIT = 200;

/** How long a message may wait for the list of the room's commands, in milliseconds. */
const COMMANDS_TIMEOUT = 3_000;

/** The message composer. Text is never lost: it is in the draft, then in the outbox, then in the log. */
class ParleyComposer extends PageElement {
  static properties = { conversation: {}, left: { state: true }, unknown: { state: true }, outsiders: { state: true }, formatting: { state: true } };

  #submitting = false;

  #suggestions = new Suggestions(
    this,
    'composer-options',
    () => this.#area,
    () => this.conversation.completable,
  );

  constructor() {
    super();
    this.outsiders = [];
    this.unknown = null;
    this.formatting = wantsFormatting();
    this.watch(() => this.conversation, 'reply', () => this.#replying());
    this.watch(() => this.conversation, 'write', () => this.focus());
    this.watch(() => this.conversation?.room, ['info', 'state', 'reset']);
    this.watch(() => this.conversation?.room, 'rows', ({ detail }) => this.#rowsChanged(detail));
    this.watch(() => this.conversation?.attachments, 'change');
    this.watch(() => this.conversation, 'editing');
    this.watch(() => this.conversation?.commands, 'change');
    this.watch(() => this.conversation?.chat.drafts, 'change', ({ detail }) => detail === this.conversation.room.id && this.#draftReplaced());
  }

  render() {
    const { room, replySeq, draft } = this.conversation;
    const { label, archived_at } = room.info;
    if (archived_at) {
      return html`<p class="composer-closed">${t('room.composer.thisRoomIsArchived')}</p>${unsentText([draft])}`;
    }
    const left = TEXT_LIMIT - lengthOf(draft);
    return html`
      <form class="composer" @submit=${this.#submit}>
        ${otherDraft(this.conversation)} ${unfinishedEdit(this.conversation)} ${this.#outsiders()} ${this.unknown === draft ? unknownCommand(draft) : nothing} ${runningCommand(this.conversation)} ${replySeq ? replyNote(this.conversation) : nothing}
        ${this.#suggestions.render()} ${attachmentList(this.conversation.attachments, () => this.focus())}
        ${this.formatting ? formattingBar(() => this.#area) : nothing}
        <div class="composer-box">
          <input type="file" multiple hidden @change=${this.#filesChosen} />
          <textarea
            rows="1"
            dir=${directionOf(draft)}
            aria-label=${t('room.composer.messageTo', { label })}
            aria-describedby="composer-counter"
            placeholder=${t('room.composer.message', { label })}
            enterkeyhint="send"
            aria-autocomplete="list"
            aria-controls=${this.#suggestions.controls}
            aria-activedescendant=${this.#suggestions.active}
            @blur=${this.#suggestions.close}
            .value=${live(draft)}
            @input=${this.#input}
            @keydown=${this.#key}
            @paste=${this.#paste}
          ></textarea>
          <button type="button" class="button-icon composer-format" aria-label=${t('room.formatting.formatting')} title=${t('room.formatting.formatting')} aria-pressed=${this.formatting} @mousedown=${(event) => event.preventDefault()} @click=${this.#toggleFormatting}>${icon('letters')}</button>
          <button type="button" class="button-icon composer-attach" aria-label=${t('room.composer.attachFiles')} title=${t('room.composer.attachFiles')} @click=${this.#choose}>${icon('clip')}</button>
          <button type="button" class="button-icon composer-emoji" aria-label=${t('room.composer.insertAnEmoji')} title=${t('room.composer.insertAnEmoji')} @click=${this.#emoji}>${icon('smile')}</button>
          <button class="composer-send" aria-label=${t('room.composer.sendMessage')} title=${t('room.composer.sendMessage')} ?disabled=${!this.#maySend}>${icon('send')}</button>
        </div>
        <p class="composer-foot">
          <span class="composer-hint">${rich('room.composer.sendsMakesANew', { kbd: html`<kbd>${t('room.composer.enter')}</kbd>`, kbd2: html`<kbd>${t('room.composer.shift')}</kbd>`, kbd3: html`<kbd>${t('room.composer.enter')}</kbd>` })}</span>
          <span id="composer-counter" role="status" class=${left < 0 ? 'over' : ''}>${counter(left)}</span>
        </p>
      </form>
    `;
  }

  firstUpdated() {
    // The on-screen keyboard should not open by itself.
    if (matchMedia('(pointer: fine)').matches) {
      this.focus();
    }
    this.#area && grow({ target: this.#area });
  }

  focus() {
    this.#area?.focus();
  }

  /** Takes files for the next message. */
  attach(files) {
    const left = this.conversation.attachments.add(files);
    left > 0 && toast(t('room.composer.aMessageCanHave', { count: MAX_FILES }));
    this.focus();
  }

  /** Whether there is a text to send, or files with or without a text. */
  get #maySend() {
    const { draft, attachments } = this.conversation;
    return attachments.all.length > 0 ? lengthOf(draft) <= TEXT_LIMIT : maySend(draft);
  }

  #toggleFormatting() {
    this.formatting = !this.formatting;
    setFormatting(this.formatting);
  }

  #choose() {
    this.querySelector('input[type=file]').click();
  }

  #filesChosen({ target }) {
    this.attach([...target.files]);
    // So that the same file can be chosen again.
    target.value = '';
  }

  /** A picture in the clipboard is a file; a copied table is text, whatever pictures come with it. */
  #paste(event) {
    const { files, types } = event.clipboardData;
    if (files.length > 0 && !types.includes('text/plain')) {
      event.preventDefault();
      this.attach([...files]);
    }
  }

  get #area() {
    return this.querySelector('textarea');
  }

  /** Names people who were mentioned in the last message but are not members and were not notified. */
  #outsiders() {
    const { room } = this.conversation;
    const people = this.outsiders;
    if (people.length === 0) {
      return nothing;
    }
    const names = people.map(({ display_name }) => display_name).join(', ');
    return html`
      <p class="composer-note" role="status">
        <span class="quote-text" dir="auto">${t('room.composer.outsiders', { names, count: people.length })}</span>
        ${mayAdd(room.info) ? html`<button type="button" class="button-link" @click=${() => this.#addOutsiders(people)}>${t('room.composer.addToTheRoom')}</button>` : nothing}
        <button type="button" class="button-icon" aria-label=${t('room.composer.dismiss')} title=${t('room.composer.dismiss')} @click=${this.#dismissOutsiders}>${icon('cross')}</button>
      </p>
    `;
  }

  #dismissOutsiders() {
    this.outsiders = [];
    this.focus();
  }

  async #addOutsiders(people) {
    this.outsiders = [];
    await addAll(this.conversation.room, people.map(({ username }) => username)).catch((problem) => toast(problem.message));
  }

  async #findOutsiders(text) {
    const { room } = this.conversation;
    this.outsiders = [];
    if (room.info.kind !== 'direct') {
      const members = [...room.members.values()].filter(({ joined }) => joined).map(({ username }) => username);
      this.outsiders = await outsiders(text, [...members, ...groups.all.map(({ name }) => name)], roomApi.people);
    }
  }

  #rowsChanged(seqs) {
    const { replySeq, editing } = this.conversation;
    (seqs.includes(replySeq) || seqs.includes(editing)) && this.requestUpdate();
  }

  /** The draft was replaced here, in another tab, or by a message taken back from the outbox. */
  async #draftReplaced() {
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
    this.#suggestions.update();
    target.value === '/' && this.#readCommands().then(() => this.#area && this.#suggestions.update());
  }

  /** Reads the room's commands, but does not delay a message for long. */
  async #readCommands() {
    const { commands, room } = this.conversation;
    const read = commands.read(() => roomApi.commands(room.id)).catch(() => {});
    await Promise.race([read, new Promise((resolve) => setTimeout(resolve, COMMANDS_TIMEOUT))]);
  }

  /** Returns the command in the draft. The room's commands are read before a word is treated as unknown. */
  async #command() {
    const { draft, commands } = this.conversation;
    const command = commandOf(draft, commands.names);
    if (!looksLikeCommand(draft) || (command && command.name !== 'unknown')) {
      return command;
    }
    await this.#readCommands();
    return commandOf(draft, commands.names);
  }

  #key(event) {
    if (this.#suggestions.key(event) || continues(event) || formatKey(event)) {
      return;
    }
    if (isEnter(event)) {
      this.#submit(event);
    } else if (event.key === 'ArrowUp' && !event.altKey && event.target.value === '' && this.conversation.editLast()) {
      event.preventDefault();
    } else if (event.key === 'Escape' && !event.shiftKey && this.conversation.replySeq) {
      event.preventDefault();
      this.conversation.reply(null);
    }
  }

  /** Inserts an emoji at the caret. */
  async #emoji({ currentTarget }) {
    const emoji = await pickEmoji(currentTarget);
    const area = this.#area;
    emoji && area && insert(area, emoji);
    this.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (!this.#maySend || this.#submitting) {
      return;
    }
    const { draft } = this.conversation;
    this.#submitting = true;
    const command = await this.#command().finally(() => (this.#submitting = false));
    if (draft !== this.conversation.draft) {
      return;
    }
    if (command?.name === 'unknown') {
      if (this.unknown !== this.conversation.draft) {
        this.unknown = this.conversation.draft;
        return;
      }
      this.unknown = null;
    } else if (command && !command.text) {
      this.#suggestions.close();
      await runCommand(this.conversation, command);
      command.name === 'custom' && this.dispatchEvent(new Event('parley-posted', { bubbles: true }));
      return;
    }
    command?.text && this.conversation.write(command.text);
    this.#findOutsiders(this.conversation.draft);
    this.#suggestions.close();
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
  return left >= 0 ? t('room.composer.left', { count: left }) : t('room.composer.overTheLimit', { count: -left });
}

customElements.define('parley-composer', ParleyComposer);
