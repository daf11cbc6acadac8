import { withEmoji } from './markup/writing.js';
import { Signal } from './signal.js';
import { isBlank } from './text.js';

/**
 * What this person is doing in a room: where they read, the text being written, the message answered or edited. What they
 * write, answer and edit is kept: it is the same after a reload.
 *
 * Events: `reply`; `editing` with the seqs whose look changes; `write` when it is time to go on writing; `visit` when
 * they want to see a message.
 */
export class Conversation extends Signal {
  editing = null;

  /** The first message that was unread when they came; null for none. */
  newFrom = null;

  #destination = null;
  #answered = null;

  constructor(chat, room) {
    super();
    this.chat = chat;
    this.room = room;
    this.editing = chat.edits.in(room.id).at(-1) ?? null;
  }

  /** The text being written. */
  get draft() {
    return this.chat.drafts.of(this.room.id);
  }

  get me() {
    return this.chat.account.username;
  }

  isOwn(row) {
    return row.author === this.me;
  }

  /** By which name somebody is shown here. */
  nameOf(username) {
    return this.chat.people.nameOf(username, this.room);
  }

  /** The room that a text may mean by this name; null for none that is known here. */
  roomOf = (name) => this.chat.rooms.named(name);

  /** What can be completed in a text for this room. */
  get completable() {
    return { me: this.me, members: this.room.members.values(), rooms: this.chat.rooms.all };
  }

  /** Whether anything can be done with messages here: an archived room can only be read. */
  get isOpen() {
    return !this.room.info.archived_at;
  }

  /** Adds one's own reaction, or takes it away when it is there. */
  toggle(row, emoji) {
    const own = row.reactions?.find((reaction) => reaction.emoji === emoji)?.by.includes(this.me);
    return this.chat.react(this.room, row.seq, emoji, !own);
  }

  mayEdit(row) {
    return this.isOwn(row) && !row.deleted;
  }

  mayDelete(row) {
    return !row.deleted && (this.isOwn(row) || ['owner', 'moderator'].includes(this.room.info.role));
  }

  write(text) {
    this.chat.drafts.write(this.room.id, text);
    text && this.chat.typing(this.room);
  }

  /** Sends what is written. */
  post() {
    const text = withEmoji(this.draft);
    const replyTo = this.replySeq;
    this.chat.post(this.room, text, replyTo);
    this.write('');
    this.reply(null);
  }

  /** Takes a text that was not sent back to where it was written, before what is written there. */
  async takeBack({ nonce, text, reply_to }) {
    this.chat.outbox.discard(nonce);
    this.write([text, this.draft].filter((part) => !isBlank(part)).join('\n'));
    this.reply(reply_to);
  }

  /** The number of the message that the next text answers; null for none. */
  get replySeq() {
    return this.chat.drafts.replyOf(this.room.id);
  }

  /** That message, if it is known here yet; otherwise it is asked for, and `reply` says when it has come. */
  get replyTo() {
    const seq = this.replySeq;
    return seq && (this.room.rows.at(seq) ?? this.#answeredRow(seq));
  }

  /** The next text answers this message; none, if null. */
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

  /** Edits a message; none, if null. An edit that was begun and not saved goes on. */
  edit(seq) {
    const former = this.editing;
    this.editing = seq;
    this.emit('editing', [former, seq].filter(Boolean));
    seq ?? this.goOn();
  }

  /** The edit of a message as it stands: `{text, base}`. */
  editOf(row) {
    return this.chat.edits.of(this.room.id, row.seq) ?? { text: row.text, base: row.text };
  }

  /** Whether an edit of a message was begun and is neither saved nor discarded. */
  hasEdit(row) {
    return this.chat.edits.of(this.room.id, row.seq) !== null;
  }

  writeEdit(row, edit) {
    this.chat.edits.write(this.room.id, row.seq, edit);
  }

  /** Ends an edit without saving it; returns the function that takes that back, or null if nothing was written. */
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

  /** Wants to see a message, wherever it is in the log. */
  visit(seq) {
    this.#destination = seq;
    this.emit('visit');
  }

  /** The message that they want to see, told once. */
  takeDestination() {
    const seq = this.#destination;
    this.#destination = null;
    return seq;
  }

  /** What follows the mark of this account is new. */
  markNew() {
    const former = this.newFrom;
    this.newFrom = this.room.unread > 0 ? this.room.info.read_seq + 1 : null;
    this.emit('editing', [former, this.newFrom].filter(Boolean));
  }

  /** What was done with a message is done. */
  goOn() {
    this.emit('write');
  }

  /** Edits the last own message; says whether there is one. */
  editLast() {
    const row = this.room.rows.findLast((candidate) => this.mayEdit(candidate));
    if (row) {
      this.edit(row.seq);
    }
    return Boolean(row);
  }

  /** Saves an edit; a text that did not change, or that is blank, saves nothing. */
  async save(row, typed) {
    const text = withEmoji(typed);
    if (typed !== row.text && !isBlank(text)) {
      await this.chat.edit(this.room, row.seq, text);
    }
    this.chat.edits.discard(this.room.id, row.seq);
    this.editing === row.seq && this.edit(null);
  }
}
