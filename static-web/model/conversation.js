import { Signal } from './signal.js';
import { isBlank } from './text.js';

/**
 * What this person is doing in a room: where they read, the text being written, the message answered or edited.
 *
 * Events: `reply`; `editing` with the seqs whose look changes; `write` when it is time to go on writing; `visit` when
 * they want to see a message.
 */
export class Conversation extends Signal {
  replyTo = null;
  editing = null;

  /** The first message that was unread when they came; null for none. */
  newFrom = null;

  #destination = null;

  constructor(chat, room) {
    super();
    this.chat = chat;
    this.room = room;
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
    const text = this.draft;
    this.write('');
    this.chat.post(this.room, text, this.replyTo?.seq ?? null);
    this.reply(null);
  }

  /** Takes a text that was not sent back to where it was written, before what is written there. */
  async takeBack({ nonce, text, reply_to }) {
    this.chat.outbox.discard(nonce);
    this.write([text, this.draft].filter((part) => !isBlank(part)).join('\n'));
    this.reply(reply_to === null ? null : (this.room.rows.at(reply_to) ?? (await this.chat.history.one(this.room, reply_to).catch(() => null))));
  }

  /** The next text answers this row; none, if null. */
  reply(row) {
    this.replyTo = row;
    this.emit('reply');
  }

  edit(seq) {
    const former = this.editing;
    this.editing = seq;
    this.emit('editing', [former, seq].filter(Boolean));
    seq ?? this.goOn();
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
  async save(row, text) {
    if (text !== row.text && !isBlank(text)) {
      await this.chat.edit(this.room, row.seq, text);
    }
    this.edit(null);
  }
}
