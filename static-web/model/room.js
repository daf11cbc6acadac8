import { avatars } from './avatars.js';
import { withLabel } from './room-label.js';
import { namesakes } from './namesakes.js';
import { Notices } from './notices.js';
import { Rows } from './rows.js';
import { Emitter } from './emitter.js';
import { Typing } from './typing.js';

/**
 * This tab's copy of a room: one contiguous range of its messages, and its members, each in the state of `revision`.
 *
 * Revision r+1 is applied. Revision r or less is a duplicate and is ignored. Anything higher is a gap: it is not shown,
 * and `gap` requests a repair.
 *
 * Events: `state`; `info` (names, counts, marks); `people` (online, members); `names` when displayed names change;
 * `rows` with the seqs to render again; `window` when the range begins or ends elsewhere; `reset` when all rows are
 * replaced; `arrived` with messages that were posted while this room was live, inside the range or not; `altered` with
 * messages that were edited or deleted; `gap`.
 */
export class Room extends Emitter {
  /** loading | live | stale (connection lost, showing the last known state) | closed (access lost) | refused */
  state = 'loading';
  refusal = null;
  revision = null;
  /** Identifies the history that the revision belongs to; set by the server, which compares it when the room is opened again. */
  epoch = null;
  online = new Set();
  members = new Map();
  rows = new Rows();
  notices = new Notices();
  typing = new Typing();
  /** Whether this browser's snapshots were searched for this room without a result. */
  isUnkept = false;

  #me;
  #namesakes = null;

  /** @param me the username of the viewing account */
  constructor(summary, me) {
    super();
    this.#me = me;
    this.info = withLabel(summary, me);
  }

  get id() {
    return this.info.id;
  }

  get unread() {
    return Math.max(0, this.info.last_seq - this.info.read_seq);
  }

  /** The seq of the first unread message that is not deleted, as far as the messages are loaded; null if there is none. */
  get firstUnread() {
    const { rows, info } = this;
    const next = info.read_seq + 1;
    if (this.unread === 0 || rows.size === 0 || next < rows.first) {
      return this.unread === 0 ? null : next;
    }
    const shown = rows.seqs().filter((seq) => seq >= next && !rows.at(seq).deleted);
    return shown.length > 0 ? Math.min(...shown) : rows.last < info.last_seq ? Math.max(next, rows.last + 1) : null;
  }

  /** The usernames of members whose displayed name could be mistaken for that of another member. */
  get namesakes() {
    return (this.#namesakes ??= namesakes(this.members.values()));
  }

  /** Whether this shows a snapshot from an earlier visit. */
  get isKept() {
    return this.revision === null && this.state === 'stale';
  }

  /** Whether the server has older messages. */
  get hasOlder() {
    return this.rows.first > 1;
  }

  /** Whether the range ends before the newest message. */
  get hasNewer() {
    return this.rows.last < (this.info.last_seq ?? 0);
  }

  /** Applies the server's answer to `open`: a full page, or the changes since the revision that this tab held. */
  opened(frame) {
    const fresh = this.revision === null || frame.reset;
    const last = this.info.last_seq ?? 0;
    if (fresh) {
      this.rows = new Rows();
      this.notices = new Notices();
      this.members = new Map();
      this.#namesakes = null;
    }
    const seqs = [...this.#mergeAll(frame.messages), ...this.notices.merge(frame.notices)];
    this.#mergeMembers(frame.members);
    this.revision = fresh ? frame.revision : Math.max(this.revision, frame.revision);
    this.epoch = frame.epoch ?? null;
    this.online = new Set(frame.online);
    const { last_seq, read_seq, role } = frame;
    this.#inform({ ...frame.state, last_seq, read_seq, role, online: this.online.size });
    this.become('live');
    this.emit('people');
    fresh ? this.emit('reset') : this.#announce(seqs, frame.messages, last);
  }

  /** Shows the snapshot, if there is one, until the server sends the current state. */
  restore(kept) {
    if (this.state !== 'loading') {
      return;
    }
    this.isUnkept = !kept;
    if (kept) {
      this.rows = new Rows(kept.messages);
      this.notices.merge(kept.notices);
      kept.members.forEach((member) => this.members.set(member.username, member) && avatars.recall(member));
      this.#namesakes = null;
      this.#inform(kept.info);
    }
    this.become(kept ? 'stale' : 'loading');
    this.emit('people');
    this.emit('reset');
  }

  /** Applies one change. The room's own state is in `state`, because `room` is the room's id in this frame. */
  changed({ revision, message, member, state, notice }) {
    if (this.#accepts(revision - 1, revision)) {
      this.#apply([{ message, member, room: state, notice }], revision);
    }
  }

  /** Applies all changes in (after, revision], for a connection that was behind. The revisions inside may have holes. */
  changes({ after, revision, changes }) {
    if (this.#accepts(after ?? this.revision, revision)) {
      this.#apply(changes, revision);
    }
  }

  /** Applies presence changes; or, after some of them were missed, the complete list. */
  onlineChanged({ joined = [], left = [], names, count }) {
    this.online = names ? new Set(names) : this.online;
    joined.forEach((name) => this.online.add(name));
    left.forEach((name) => this.online.delete(name));
    this.#inform({ online: count ?? this.online.size });
    this.emit('people');
  }

  /** Adds members that were requested by name. State from changes is newer and is kept. */
  learnMembers(members) {
    const unknown = members.filter(({ username }) => !this.members.has(username));
    unknown.forEach((member) => this.members.set(member.username, { revision: -1, ...member }) && avatars.learn(member));
    if (unknown.length > 0) {
      this.#namesakes = null;
      this.emit('names');
    }
  }

  /** Marks the messages after this one as unread, as requested on this or another device of the account. */
  markUnread(seq) {
    this.#inform({ read_seq: seq });
  }

  /** Moves the read mark forward to this message, as read on this or another device of the account. It never moves back. */
  markRead(seq) {
    if (seq > (this.info.read_seq ?? 0)) {
      this.#inform({ read_seq: seq });
    }
  }

  /** Adds a page that adjoins the loaded range. */
  extend(messages, notices) {
    this.notices.merge(notices);
    const seqs = this.rows.extend(messages);
    this.#reach();
    this.emit('window');
    this.emit('rows', seqs);
  }

  /** Replaces the loaded range with one from elsewhere in the log. */
  showPage(messages, notices) {
    this.notices.merge(notices);
    this.rows = this.rows.elsewhere(messages);
    this.#reach();
    this.emit('reset');
  }

  /** Drops rows that are far from the message that the reader is at. */
  keepAround(seq) {
    if (this.rows.keepAround(seq)) {
      this.notices.dropBefore(this.rows.first);
      this.emit('window');
      this.emit('rows', [this.rows.first]);
    }
  }

  become(state, refusal = null) {
    this.state = state;
    this.refusal = refusal;
    state === 'live' || this.typing.clear();
    this.emit('state', state);
  }

  #accepts(after, revision) {
    if (this.revision === null || revision <= this.revision) {
      return false;
    }
    if (after > this.revision) {
      this.emit('gap');
      return false;
    }
    return true;
  }

  #apply(changes, revision) {
    const last = this.info.last_seq ?? 0;
    const messages = changes.map(({ message }) => message).filter(Boolean);
    const noted = this.notices.merge(changes.map(({ notice }) => notice).filter(Boolean));
    const seqs = [...this.#mergeAll(messages), ...noted];
    this.#mergeMembers(changes.map(({ member }) => member).filter(Boolean));
    changes.forEach(({ room }) => room && this.#inform(room));
    this.revision = revision;
    this.#announce(seqs, messages, last);
  }

  #mergeAll(messages) {
    const ordered = [...messages].sort((a, b) => a.seq - b.seq);
    const seqs = ordered.filter((message) => this.rows.merge(message)).map(({ seq }) => seq);
    this.#reach(ordered.at(-1)?.seq);
    return seqs;
  }

  /** Raises `last_seq` to the highest seq seen. */
  #reach(seq = this.rows.last) {
    if (seq > (this.info.last_seq ?? 0)) {
      this.#inform({ last_seq: seq });
    }
  }

  #mergeMembers(members) {
    let different = false;
    let renamed = false;
    for (const member of members) {
      if (member.revision > (this.members.get(member.username)?.revision ?? -1)) {
        renamed ||= this.members.get(member.username)?.display_name !== member.display_name;
        this.members.set(member.username, member);
        avatars.learn(member);
        different = true;
        member.username === this.#me && this.#inform({ role: member.joined ? member.role : null });
      }
    }
    if (renamed) {
      this.#namesakes = null;
    }
    different && this.emit('people');
    renamed && this.emit('names');
  }

  #announce(seqs, messages, last) {
    if (seqs.length > 0) {
      this.emit('rows', seqs);
    }
    const altered = messages.filter(({ seq, edited_at, deleted }) => seq <= last && (edited_at || deleted));
    altered.length > 0 && this.emit('altered', altered);
    const arrived = messages.filter(({ seq }) => seq > last);
    if (arrived.length > 0) {
      arrived.forEach(({ author }) => this.typing.stopped(author));
      this.emit('arrived', arrived);
    }
  }

  #inform(info) {
    this.info = withLabel({ ...this.info, ...info }, this.#me);
    this.emit('info');
  }
}
