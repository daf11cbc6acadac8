import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announce } from './announcer.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { chunkOf } from './parley-chunk.js';
import './parley-pending.js';
import { beginning, skeleton } from './placeholders.js';
import { ReadingPosition } from './reading-position.js';

/**
 * The messages of a room. Follows the newest one while the reader is at the bottom, stays where the reader is
 * otherwise, and loads what is older when the reader comes near the top.
 */
class ParleyMessages extends PageElement {
  static properties = { conversation: {}, unseen: { state: true }, loading: { state: true }, failed: { state: true } };

  #position = new ReadingPosition(this, () => this.#atBottom());
  #older = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && this.#loadOlder(), {
    rootMargin: '800px 0px 0px',
  });

  constructor() {
    super();
    this.unseen = 0;
    const room = () => this.conversation?.room;
    this.watch(room, 'rows', ({ detail }) => this.#show(detail));
    this.watch(room, 'arrived', ({ detail }) => this.#arrived(detail));
    this.watch(room, 'reset', () => this.#showAll());
    this.watch(room, 'state');
    this.watch(() => this.conversation, 'editing', ({ detail }) => this.#show(detail));
    this.watch(() => this.conversation?.chat.outbox, 'change', () => this.#position.settle());
  }

  /** Shows the newest message. */
  toBottom() {
    this.#position.toBottom();
  }

  /** Shows a message, wherever it is in the log. */
  async jump(seq) {
    const { chat, room } = this.conversation;
    await chat.history.reach(room, seq).catch(() => {});
    await this.updateComplete;
    await this.#chunk(chunkOf(seq))?.updateComplete;
    this.#position.show(this.querySelector(`#message-${seq}`));
  }

  render() {
    const { room } = this.conversation;
    return html`
      <div class="messages" role="region" aria-label="Messages" tabindex="0" @keydown=${this.#key} @parley-jump=${({ detail }) => this.jump(detail)}>
        <div class="messages-content">
          ${this.#top(room)}
          <div class="chunks">${this.#chunks(room)}</div>
          <parley-pending .conversation=${this.conversation}></parley-pending>
        </div>
      </div>
      ${this.unseen > 0 ? this.#pill() : nothing}
    `;
  }

  firstUpdated() {
    this.#position.begin(this.querySelector('.messages'), this.querySelector('.messages-content'));
  }

  updated() {
    this.#older.disconnect();
    if (this.conversation.room.hasOlder && !this.loading && !this.failed) {
      this.#older.observe(this.querySelector('.messages-top'));
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#older.disconnect();
    this.#position.end();
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

  #top(room) {
    if (this.failed) {
      return html`<p class="messages-top">
        Earlier messages cannot be loaded. <button type="button" class="button-link" @click=${this.#retry}>Try again</button>
      </p>`;
    }
    if (room.hasOlder) {
      return html`<p class="messages-top" aria-live="off">${this.loading ? 'Loading earlier messages…' : ''}</p>`;
    }
    const empty = room.rows.size === 0 && this.conversation.chat.outbox.of(room.id).length === 0;
    return room.state === 'loading' ? skeleton('messages') : beginning(room.info, empty);
  }

  #pill() {
    return html`
      <button type="button" class="pill" @click=${this.toBottom}>
        ${icon('down')}${this.unseen} new ${this.unseen === 1 ? 'message' : 'messages'}
      </button>
    `;
  }

  /** Renders only the chunks that these rows are in, and what follows them. */
  #show(seqs) {
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
    this.querySelectorAll('parley-chunk').forEach((chunk) => chunk.requestUpdate());
    this.requestUpdate();
  }

  #chunk(index) {
    const chunks = this.querySelector('.chunks')?.children;
    return chunks?.[index - (chunks[0]?.index ?? 0)];
  }

  #arrived(messages) {
    const others = messages.filter((row) => !this.conversation.isOwn(row) && !row.deleted);
    if (!this.#position.follows) {
      this.unseen += others.length;
    }
    others.slice(-3).forEach((row) => announce(`${this.conversation.nameOf(row.author)}: ${row.text}`));
    this.#position.settle();
  }

  #atBottom() {
    this.unseen = 0;
    const { chat, room } = this.conversation;
    const live = room.state === 'live';
    if (live) {
      chat.read(room, room.rows.last);
    }
    return live;
  }

  async #loadOlder() {
    const { chat, room } = this.conversation;
    if (this.loading || !room.hasOlder) {
      return;
    }
    this.loading = true;
    const keep = this.#position.keep();
    this.failed = await chat.history.older(room).then(() => false, () => true);
    this.loading = false;
    await this.updateComplete;
    await Promise.all([...this.querySelectorAll('parley-chunk')].slice(0, 3).map((chunk) => chunk.updateComplete));
    keep();
  }

  #retry() {
    this.failed = false;
    this.#loadOlder();
  }

  /** Arrow keys walk through the messages; what can be done with one is then a Tab away. */
  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest('.message');
    if (!step || (event.target !== row && event.target !== event.currentTarget)) {
      return;
    }
    const rows = [...this.querySelectorAll('.message[data-seq]')];
    const next = row ? rows[rows.indexOf(row) + step] : rows.at(-1);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}

customElements.define('parley-messages', ParleyMessages);
