import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { summaryOf } from '../../model/attachments.js';
import { plainText } from '../../model/markup.js';
import { announce } from '../kit/announcer.js';
import { PageElement } from '../kit/element.js';
import { notices } from './notices.js';
import { chunkOf } from './parley-chunk.js';
import { newerEnd, olderEnd, pill } from './list-ends.js';
import './parley-answers.js';
import './parley-pending.js';
import { ReadingPosition } from './reading-position.js';
import { atMidnight } from '../kit/times.js';
import { t } from '../../texts/texts.js';

/** Distance to an end of the loaded range, in pixels, below which more messages are loaded. */
const NEAR_END = 1_600;

/**
 * The message list of a room. It opens at the read mark, follows the newest message while the reader is at the bottom,
 * keeps its place otherwise, and loads more in either direction.
 */
class ParleyMessages extends PageElement {
  static properties = {
    conversation: {},
    unseen: { state: true },
    away: { state: true },
    placed: { state: true },
    loading: { state: true },
    failed: { state: true },
  };

  #position = new ReadingPosition(this, {
    atBottom: () => this.#atBottom(),
    isEnd: () => this.conversation.room.rows.size === 0 || !this.conversation.room.hasNewer,
    moved: () => this.#moved(),
  });
  #placing = false;
  #jumping = false;
  #held = null;
  #read = 0;
  #stopMidnightTimer = () => {};

  constructor() {
    super();
    this.unseen = 0;
    this.placed = false;
    const room = () => this.conversation?.room;
    this.watch(room, 'rows', ({ detail }) => this.#show(detail));
    this.watch(room, 'window', () => this.#hold() || this.requestUpdate());
    this.watch(room, 'arrived', ({ detail }) => this.#arrived(detail));
    this.watch(room, 'reset', () => this.#showAll());
    this.watch(room, 'names', () => room().rows.size === 0 && this.requestUpdate());
    this.watch(room, 'state', () => this.#stateChanged());
    this.watch(room, 'info', () => this.#infoChanged());
    this.watch(() => this.conversation, 'editing', ({ detail }) => this.#show(detail));
    this.watch(() => this.conversation, 'visit', () => this.placed && this.#visit());
    this.watch(() => this.conversation?.chat.outbox, 'change', () => this.#position.settle());
    this.watch(() => this.conversation?.commands, 'change', () => this.#position.settle());
    this.watch(() => this.conversation?.chat, 'called', () => this.#position.settle());
  }

  /** Scrolls to the newest message. */
  async toBottom() {
    const { chat, room } = this.conversation;
    await this.#loadRange(() => chat.history.newest(room));
    this.#position.toBottom();
  }

  /** Scrolls to a message, wherever it is in the log. */
  async jump(seq) {
    const { chat, room } = this.conversation;
    const found = await this.#loadRange(() => chat.history.around(room, seq));
    this.placed = true;
    await this.updateComplete;
    if (found) {
      this.#position.show(this.querySelector(`#message-${seq}`));
    } else {
      announce(t('room.messages.thisMessageIsntAvailable'));
    }
    this.#moved();
  }

  render() {
    const { room } = this.conversation;
    return html`
      <div class="messages" role="region" aria-label=${t('room.messages.messages')} tabindex="0" @keydown=${moveFocus} @parley-jump=${({ detail }) => this.jump(detail)}>
        <div class="messages-content" ?data-placing=${this.#placing && !this.placed}>
          ${olderEnd(this.conversation, this.#loadState)}
          ${room.rows.size === 0 && room.state !== 'loading' && !room.hasOlder ? notices(this.conversation, 0, null) : nothing}
          <div class="chunks">${this.#chunks(room)}</div>
          ${room.hasNewer && room.rows.size > 0
            ? newerEnd(this.#loadState)
            : html`<parley-pending .conversation=${this.conversation}></parley-pending><parley-answers .conversation=${this.conversation}></parley-answers>`}
        </div>
      </div>
      ${this.unseen > 0 || this.away ? pill(this.unseen, () => this.toBottom()) : nothing}
    `;
  }

  firstUpdated() {
    this.#position.begin(this.querySelector('.messages'), this.querySelector('.messages-content'));
    this.#openAtReadMark();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stopMidnightTimer = atMidnight(() => this.querySelectorAll('parley-chunk').forEach((chunk) => chunk.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopMidnightTimer();
    this.#position.end();
    this.conversation.newFrom = null;
  }

  /** Scrolls to the read mark, once the changes since the last visit are known. */
  async #openAtReadMark() {
    const { conversation } = this;
    const { chat, room } = conversation;
    if (this.#placing || room.state !== 'live') {
      room.isKept && this.#position.toBottom();
      return;
    }
    this.#placing = true;
    this.requestUpdate();
    this.#read = room.info.read_seq ?? 0;
    conversation.markNew();
    if (!(await this.#visit()) && conversation.newFrom) {
      await this.#loadRange(() => chat.history.around(room, conversation.newFrom));
      this.#position.startAt(this.querySelector('.new-line'));
      this.unseen = this.#position.follows ? 0 : room.unread;
    }
    this.placed = true;
    this.#position.settle();
    this.#moved();
  }

  /** Scrolls to the requested message; returns whether one was requested. */
  async #visit() {
    const seq = this.conversation.takeDestination();
    seq && (await this.jump(seq));
    return seq !== null;
  }

  #stateChanged() {
    this.requestUpdate();
    this.hasUpdated && this.#openAtReadMark();
  }

  /** Moves the separator of new messages if messages were marked unread, here or elsewhere, and renders the beginning, which names the room. */
  #infoChanged() {
    this.conversation.room.hasOlder || this.requestUpdate();
    const read = this.conversation.room.info.read_seq ?? 0;
    if (this.placed && read < this.#read) {
      this.conversation.markNew();
    }
    this.#read = read;
  }

  get #loadState() {
    return { loading: this.loading, failed: this.failed, retry: this.#retry };
  }

  #chunks(room) {
    if (room.rows.size === 0) {
      return nothing;
    }
    const first = chunkOf(room.rows.first);
    const indices = Array.from({ length: chunkOf(room.rows.last) - first + 1 }, (_, i) => first + i);
    return repeat(
      indices,
      (index) => index,
      (index) => html`<parley-chunk .conversation=${this.conversation} .index=${index}></parley-chunk>`,
    );
  }

  /** Renders only the chunks of these rows and of the rows that follow them. */
  #show(seqs) {
    this.#hold();
    const chunks = new Set(seqs.flatMap((seq) => [chunkOf(seq), chunkOf(seq + 1)]));
    for (const index of chunks) {
      const chunk = this.#chunk(index);
      if (chunk) {
        chunk.requestUpdate();
      } else {
        this.requestUpdate();
      }
    }
  }

  #showAll() {
    this.#hold();
    this.querySelectorAll('parley-chunk').forEach((chunk) => chunk.requestUpdate());
    this.requestUpdate();
    if (this.placed && !this.#jumping) {
      this.#position.toBottom();
    }
  }

  #chunk(index) {
    const chunks = this.querySelector('.chunks')?.children;
    return chunks?.[index - (chunks[0]?.index ?? 0)];
  }

  /** Keeps the visible rows in place while the rows around them change. */
  #hold() {
    if (this.#held || !this.hasUpdated) {
      return;
    }
    this.#held = this.#position.keep();
    this.#rendered().then(() => {
      this.#held();
      this.#held = null;
    });
  }

  async #rendered() {
    await this.updateComplete;
    await Promise.all([...this.querySelectorAll('parley-chunk')].map((chunk) => chunk.updateComplete));
  }

  /** Loads another range of the log, and waits until it is rendered. */
  async #loadRange(load) {
    this.#jumping = true;
    const result = await load().catch(() => false);
    await this.#rendered();
    this.#jumping = false;
    return result;
  }

  #arrived(messages) {
    const others = messages.filter((row) => !this.conversation.isOwn(row) && !row.deleted);
    if (this.placed && !this.#position.follows) {
      this.unseen += others.length;
    }
    this.#markAbsence(others);
    others.slice(-3).forEach((row) => announce(`${this.conversation.nameOf(row.author)}: ${plainText(summaryOf(row))}`));
    this.#position.follows && this.conversation.room.keepAround(this.conversation.room.rows.last);
    this.#position.settle();
  }

  /** Puts the separator of new messages before those that arrive while the window does not have the focus. */
  #markAbsence(others) {
    const { newFrom, room } = this.conversation;
    if (this.placed && others.length > 0 && !document.hasFocus() && (newFrom ?? 0) <= (room.info.read_seq ?? 0)) {
      this.conversation.markNew();
    }
  }

  #atBottom() {
    const { chat, room } = this.conversation;
    if (room.state !== 'live' || !this.placed) {
      return false;
    }
    this.unseen = 0;
    return chat.read(room, room.rows.last);
  }

  /** Loads more when the reader comes near an end of the loaded range. */
  #moved() {
    const { room } = this.conversation;
    const { above, below, seen } = this.#position.around;
    this.away = this.placed && (room.hasNewer || below > seen);
    if (!this.placed || this.loading || this.failed || this.#jumping || room.rows.size === 0) {
      return;
    }
    if (below < NEAR_END && room.hasNewer) {
      this.#load('newer');
    } else if (above < NEAR_END && room.hasOlder) {
      this.#load('older');
    }
  }

  async #load(direction) {
    const { chat, room } = this.conversation;
    this.loading = true;
    this.failed = await chat.history[direction](room).then(() => false, () => true);
    this.loading = false;
    await this.#rendered();
    const seen = Number(this.#position.topmost?.dataset.seq);
    seen && room.keepAround(seen);
    await this.#rendered();
    this.isConnected && this.#moved();
  }

  #retry = () => {
    this.failed = false;
    this.#moved();
  };
}

/** Moves the focus through the messages with the arrow keys; Tab then reaches a message's actions. */
function moveFocus(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const row = event.target.closest('.message');
  if (!step || event.altKey || (event.target !== row && event.target !== event.currentTarget)) {
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll('.message[data-seq]')];
  const next = row ? rows[rows.indexOf(row) + step] : rows.at(-1);
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

customElements.define('parley-messages', ParleyMessages);
