import { described } from './described.js';
import { namesakes } from './namesakes.js';
import { Rows } from './rows.js';
import { Signal } from './signal.js';
import { Typing } from './typing.js';

/**
 * A room's numbered log as far as this tab holds it: a stretch of messages anywhere in it, and the members, each in the
 * state of `revision`.
 *
 * Revision r+1 applies, r or less is a duplicate, more is a gap: it is not shown, but asked for (`gap`).
 *
 * Events: `state`; `info` (names, counts, marks); `people` (online, members); `names` by which people are shown; `rows` with the seqs that look different
 * now; `window` when the stretch begins or ends elsewhere; `reset` when all rows are other ones; `arrived` with messages
 * that were posted while this room was live, held or not; `gap`.
 */
export class Room extends Signal {
  /** loading | live | stale (connection lost, showing what we have) | closed (no longer ours) | refused */
  state = 'loading';
  refusal = null;
  revision = null;
  /** The history that the revision belongs to; the server says what it is, and whether it is still the same. */
  epoch = null;
  online = new Set();
  members = new Map();
  rows = new Rows();
  typing = new Typing();
  /** Whether it was looked for in what this browser keeps, and is not there. */
  isUnkept = false;

  #me;
  #namesakes = null;

  /** @param me the name of the account that looks at it */
  constructor(summary, me) {
    super();
    this.#me = me;
    this.info = described(summary, me);
  }

  get id() {
    return this.info.id;
  }

  get unread() {
    return Math.max(0, this.info.last_seq - this.info.read_seq);
  }

  /** The members who could be taken for another one by the name that is shown. */
  get namesakes() {
    return (this.#namesakes ??= namesakes(this.members.values()));
  }

  /** Whether it shows what was kept from an earlier visit. */
  get isKept() {
    return this.revision === null && this.state === 'stale';
  }

  /** Whether older messages wait on the server. */
  get hasOlder() {
    return this.rows.first > 1;
  }

  /** Whether the stretch ends before the newest message. */
  get hasNewer() {
    return this.rows.last < (this.info.last_seq ?? 0);
  }

  /** The server's answer to `open`: all of it, or what changed since the revision that we held. */
  opened(frame) {
    const fresh = this.revision === null || frame.reset;
    const last = this.info.last_seq ?? 0;
    if (fresh) {
      this.rows = new Rows();
      this.members = new Map();
      this.#namesakes = null;
    }
    const seqs = this.#mergeAll(frame.messages);
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

  /** Shows what was kept of it, if anything was, until the server says what is true now. */
  restore(kept) {
    if (this.state !== 'loading') {
      return;
    }
    this.isUnkept = !kept;
    if (kept) {
      this.rows = new Rows(kept.messages);
      kept.members.forEach((member) => this.members.set(member.username, member));
      this.#namesakes = null;
      this.#inform(kept.info);
    }
    this.become(kept ? 'stale' : 'loading');
    this.emit('people');
    this.emit('reset');
  }

  /** One change; the room's own state stands under `state`, because `room` is its id in this frame. */
  changed({ revision, message, member, state }) {
    if (this.#accepts(revision - 1, revision)) {
      this.#apply([{ message, member, room: state }], revision);
    }
  }

  /** Everything in (after, revision], for a connection that was behind; the numbers inside may have holes. */
  changes({ after, revision, changes }) {
    if (this.#accepts(after ?? this.revision, revision)) {
      this.#apply(changes, revision);
    }
  }

  /** Who came and who went; or, after we missed some of that, everybody. */
  onlineChanged({ joined = [], left = [], names, count }) {
    this.online = names ? new Set(names) : this.online;
    joined.forEach((name) => this.online.add(name));
    left.forEach((name) => this.online.delete(name));
    this.#inform({ online: count ?? this.online.size });
    this.emit('people');
  }

  /** Members that were asked for by name; what a change says of them is newer. */
  learnMembers(members) {
    const unknown = members.filter(({ username }) => !this.members.has(username));
    unknown.forEach((member) => this.members.set(member.username, { revision: -1, ...member }));
    if (unknown.length > 0) {
      this.#namesakes = null;
      this.emit('names');
    }
  }

  /** What comes after this message is unread, by one's own word, here or on another device of ours. */
  markUnread(seq) {
    this.#inform({ read_seq: seq });
  }

  /** Reading reached this message, here or on another device of ours. It never goes back. */
  markRead(seq) {
    if (seq > (this.info.read_seq ?? 0)) {
      this.#inform({ read_seq: seq });
    }
  }

  /** A page that adjoins the stretch that we hold. */
  extend(messages) {
    const seqs = this.rows.extend(messages);
    this.#reach();
    this.emit('window');
    this.emit('rows', seqs);
  }

  /** A stretch elsewhere in the log takes the place of the one that we hold. */
  showPage(messages) {
    this.rows = this.rows.elsewhere(messages);
    this.#reach();
    this.emit('reset');
  }

  /** The reader is at this message: what is far from it need not be held. */
  keepAround(seq) {
    if (this.rows.keepAround(seq)) {
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
    const seqs = this.#mergeAll(messages);
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

  /** The log goes at least as far as what we have seen of it. */
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
    const arrived = messages.filter(({ seq }) => seq > last);
    if (arrived.length > 0) {
      arrived.forEach(({ author }) => this.typing.stopped(author));
      this.emit('arrived', arrived);
    }
  }

  #inform(info) {
    this.info = described({ ...this.info, ...info }, this.#me);
    this.emit('info');
  }
}
