import { withEmoji } from './markup/writing.js';
import { Emitter } from './emitter.js';
import { RoomCommands } from './room-commands.js';
import { isBlank } from './text.js';

/**
 * The state of a person's work in a room: reading position, draft, reply and edit. Drafts, replies and edits survive a
 * reload.
 *
 * Events: `reply`; `editing` with the seqs to render again; `write` when the composer should take the focus; `visit`
 * when a message is to be shown.
 */
export class Conversation extends Emitter {
  editing = null;

  /** The first message that was unread on entering; null for none. */
  newFrom = null;

  /** The commands of the room that programs answer. */
  commands = new RoomCommands();

  #destination = null;
  #begun = null;
  #answered = null;

  constructor(chat, room) {
    super();
    this.chat = chat;
    this.room = room;
    this.editing = chat.edits.in(room.id).at(-1) ?? null;
  }

  get draft() {
    return this.chat.drafts.of(this.room.id);
  }

  /** The files that go with the next message. */
  get attachments() {
    return this.chat.chosen.of(this.room.id);
  }

  get me() {
    return this.chat.account.username;
  }

  isOwn(row) {
    return row.author === this.me;
  }

  /** The name that an account is shown by in this room. */
  nameOf(username) {
    return this.chat.people.nameOf(username, this.room);
  }

  /** The room that a `#name` in a text refers to; null if this account knows none. */
  roomOf = (name) => this.chat.rooms.named(name);

  /** The candidates for completing words in a text for this room. */
  get completable() {
    return { me: this.me, members: this.room.members.values(), rooms: this.chat.rooms.all, commands: this.commands.all };
  }

  /** Whether messages can be changed here: an archived room is read-only. */
  get isOpen() {
    return !this.room.info.archived_at;
  }

  /** Adds the account's own reaction, or removes it if present. */
  toggle(row, emoji) {
    const own = row.reactions?.find((reaction) => reaction.emoji === emoji)?.by.includes(this.me);
    return this.chat.messages.react(this.room, row.seq, emoji, !own);
  }

  mayEdit(row) {
    return this.isOwn(row) && !row.deleted;
  }

  mayDelete(row) {
    return !row.deleted && (this.isOwn(row) || ['owner', 'moderator'].includes(this.room.info.role));
  }

  /** Whether this account may pin messages here. */
  get mayPin() {
    const { kind, role } = this.room.info;
    return this.isOpen && (kind === 'direct' || ['owner', 'moderator'].includes(role));
  }

  write(text) {
    this.chat.drafts.write(this.room.id, text);
    text && this.chat.messages.typing(this.room);
  }

  /** Queues the draft for sending. */
  post() {
    const text = withEmoji(this.draft);
    const replyTo = this.replySeq;
    this.chat.post(this.room, isBlank(text) ? '' : text, replyTo, this.attachments.take());
    this.write('');
    this.reply(null);
  }

  /** Moves an unsent message back into the composer, before the current draft. Returns the number of files that did not fit. */
  takeBack({ nonce, text, reply_to, files = [] }) {
    const excess = this.attachments.restore(files.map(({ id, share, ...file }) => file));
    this.chat.outbox.discard(nonce);
    this.write([text, this.draft].filter((part) => !isBlank(part)).join('\n'));
    this.reply(reply_to);
    return excess;
  }

  /** The seq of the message that the draft replies to; null for none. */
  get replySeq() {
    return this.chat.drafts.replyOf(this.room.id);
  }

  /**
   * The message that the draft replies to, if it is loaded; otherwise it is requested, and `reply` is emitted when it
   * arrives.
   */
  get replyTo() {
    const seq = this.replySeq;
    return seq && (this.room.rows.at(seq) ?? this.#answeredRow(seq));
  }

  /** Makes the draft a reply to this message; null for no reply. */
  reply(seq) {
    this.chat.drafts.answer(this.room.id, seq);
    this.emit('reply');
  }

  #answeredRow(seq) {
    if (this.#answered?.seq !== seq) {
      this.#answered = { seq, row: null };
      this.chat.history.one(this.room, seq).then(
        (row) => {
          this.#answered = { seq, row };
          this.emit('reply');
        },
        () => {},
      );
    }
    return this.#answered.row;
  }

  /** Begins editing a message; null for none. An edit that was begun and not saved is resumed. */
  edit(seq) {
    const former = this.editing;
    this.editing = seq;
    this.#begun = seq;
    this.emit('editing', [former, seq].filter(Boolean));
    seq ?? this.focusComposer();
  }

  /** Returns whether the edit of a message was begun by the person, not restored, and forgets that. */
  takeBegun(seq) {
    const begun = this.#begun === seq;
    this.#begun = begun ? null : this.#begun;
    return begun;
  }

  /** The current edit of a message: `{text, base}`. */
  editOf(row) {
    return this.chat.edits.of(this.room.id, row.seq) ?? { text: row.text, base: row.text };
  }

  /** Whether a message has an edit that is neither saved nor discarded. */
  hasEdit(row) {
    return this.chat.edits.of(this.room.id, row.seq) !== null;
  }

  writeEdit(row, edit) {
    this.chat.edits.write(this.room.id, row.seq, edit);
  }

  /** Discards an edit; returns a function that undoes this, or null if nothing was changed. */
  discardEdit(seq) {
    const edit = this.chat.edits.of(this.room.id, seq);
    this.chat.edits.discard(this.room.id, seq);
    this.edit(null);
    return edit && edit.text !== edit.base ? () => this.#resumeEdit(seq, edit) : null;
  }

  #resumeEdit(seq, edit) {
    this.chat.edits.write(this.room.id, seq, edit);
    this.edit(seq);
  }

  /** Requests that a message be shown, wherever it is in the log. */
  visit(seq) {
    this.#destination = seq;
    this.emit('visit');
  }

  /** Returns the requested message's seq and clears it. */
  takeDestination() {
    const seq = this.#destination;
    this.#destination = null;
    return seq;
  }

  /** Marks the messages after the account's read mark as new. */
  markNew() {
    const former = this.newFrom;
    this.newFrom = this.room.firstUnread;
    this.emit('editing', [former, this.newFrom].filter(Boolean));
  }

  /** Returns the focus to the composer. */
  focusComposer() {
    this.emit('write');
  }

  /** Begins editing the account's last message; returns whether there is one. */
  editLast() {
    const row = this.room.rows.findLast((candidate) => this.mayEdit(candidate));
    if (row) {
      this.edit(row.seq);
    }
    return Boolean(row);
  }

  /**
   * Saves an edit; an unchanged text is not sent, nor is a blank one unless the message has files. If more was typed
   * meanwhile, the edit goes on.
   */
  async save(row, typed) {
    const written = withEmoji(typed);
    const text = isBlank(written) ? '' : written;
    if (typed !== row.text && (text !== '' || row.files?.length > 0)) {
      await this.chat.messages.edit(this.room, row.seq, text);
    }
    const edit = this.chat.edits.of(this.room.id, row.seq);
    if (edit && edit.text !== typed) {
      this.writeEdit(row, { text: edit.text, base: text });
      return;
    }
    this.chat.edits.discard(this.room.id, row.seq);
    this.editing === row.seq && this.edit(null);
  }
}
