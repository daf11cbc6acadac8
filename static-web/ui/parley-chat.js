import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Conversation } from '../model/conversation.js';
import { roomName, roomNameFault } from '../model/text.js';
import { address } from '../net/address.js';
import { PageElement } from './element.js';
import { showUnread } from './favicon.js';
import { Notifier } from './notifier.js';
import './parley-lobby.js';
import './parley-mentions.js';
import './parley-missing.js';
import './parley-room-list.js';
import './parley-room.js';
import './parley-search.js';
import { isOfChat, messagePath, roomNameIn, roomPath, seqIn } from './paths.js';
import { registerShortcuts } from './shortcuts.js';
import { unsentText } from './unsent-text.js';
import { problemWords } from './words.js';

/** Where the socket does not tell of the own rooms, they are asked for. */
const REFRESH = 10_000;

/** The chat's one page: the own rooms at the side, and the lobby or a room. Going about in it loads no page. */
class ParleyChat extends PageElement {
  static properties = { chat: {}, unreachable: {}, place: { state: true } };

  #conversations = new Map();
  #visit = 0;
  #refresh = null;

  constructor() {
    super();
    this.place = { kind: 'opening' };
    this.watch(() => this.chat?.rooms, 'change', () => this.#entitle());
    this.watch(() => this.chat?.viewed, ['state', 'info'], () => this.#roomChanged());
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('click', this.#follow);
    this.addEventListener('parley-go', ({ detail }) => this.#go(address(detail)));
    addEventListener('popstate', () => this.#arrive());
    this.#refresh = setInterval(() => this.#keepUp(), REFRESH);
    document.addEventListener('visibilitychange', () => this.#keepUp());
    registerShortcuts({
      chat: () => this.chat,
      go: (path) => this.#go(address(path)),
      leave: () => this.place.conversation?.goOn(),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#refresh);
  }

  #keepUp() {
    if (document.visibilityState === 'visible' && this.chat && !this.chat.rooms.watched) {
      this.chat.rooms.refresh();
    }
  }

  updated(changed) {
    if (changed.has('chat') && this.chat) {
      new Notifier(this.chat, (room, seq) => this.#go(address(messagePath(room, seq))));
      this.#arrive();
    }
  }

  render() {
    if (!this.chat) {
      return this.unreachable ? html`<main id="main" class="place" tabindex="-1">${this.#unreachable()}</main>` : nothing;
    }
    const inside = this.place.kind !== 'lobby';
    return html`
      <nav class="side" aria-label="Your rooms"><parley-room-list .chat=${this.chat} .current=${this.chat.viewed?.id}></parley-room-list></nav>
      <main id="main" class="place" tabindex="-1" data-inside=${inside}>${this.#content()}</main>
      <parley-search .chat=${this.chat}></parley-search>
      <parley-mentions .chat=${this.chat}></parley-mentions>
    `;
  }

  #content() {
    const { kind, name, conversation, problem } = this.place;
    switch (kind) {
      case 'lobby':
        return html`<parley-lobby .chat=${this.chat}></parley-lobby>`;
      case 'room':
        // Another room is other elements, not the same ones with other content.
        return repeat([conversation], () => conversation.room.id, () => html`<parley-room .conversation=${conversation}></parley-room>`);
      case 'missing':
        return html`<parley-missing .chat=${this.chat} .name=${name}></parley-missing>${this.#unsent()}`;
      case 'gone':
        return this.#notice(`You are no longer in ${name}`, 'The room was closed, or you were removed from it.', null, this.#unsent());
      case 'failed':
        return this.#notice('This room cannot be shown', problemWords(problem), () => this.#arrive());
      default:
        return html`<p class="state muted" role="status">Opening…</p>`;
    }
  }

  #unreachable() {
    return html`
      <div class="state" role="alert">
        <h1>You are offline</h1>
        <p class="muted">Parley cannot be reached, and this browser keeps nothing that could be shown. It opens by itself when the connection is back.</p>
        <p><button type="button" class="button" @click=${() => location.reload()}>Try again</button></p>
      </div>
    `;
  }

  /** What was being written in the room, and what was not sent: it stays readable where it can no longer be sent. */
  #unsent() {
    const { room } = this.place;
    return room ? unsentText([...this.chat.outbox.of(room).map(({ text }) => text), this.chat.drafts.of(room)]) : nothing;
  }

  #notice(title, words, again = null, more = nothing) {
    return html`
      <div class="state" role="alert">
        <h1>${title}</h1>
        <p class="muted">${words}</p>
        ${more}
        <p>
          ${again ? html`<button type="button" class="button" @click=${again}>Try again</button>` : nothing}
          <a class="button button-quiet" href="chat">See all rooms</a>
        </p>
      </div>
    `;
  }

  /** Links inside the chat change the place, not the page. */
  #follow(event) {
    const link = event.target.closest('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && !link.target && isOfChat(new URL(link.href))) {
      event.preventDefault();
      this.#go(link.href);
    }
  }

  #go(target) {
    if (target !== location.href) {
      history.pushState(null, '', target);
    }
    this.#arrive();
  }

  async #arrive() {
    const visit = ++this.#visit;
    const name = roomNameIn(location);
    if (name === null) {
      this.chat.view(null);
      this.place = { kind: 'lobby' };
      this.chat.rooms.refresh();
    } else {
      const place = await this.#enter(name);
      // Meanwhile the person may have gone elsewhere.
      if (visit !== this.#visit) {
        return;
      }
      this.place = place;
      this.#correctAddress();
    }
    this.#entitle();
    this.requestUpdate();
  }

  async #enter(name) {
    if (!name.startsWith('@') && roomNameFault(roomName(name))) {
      return { kind: 'missing', name };
    }
    try {
      const conversation = this.#conversation(await this.#find(name));
      const seq = seqIn(location);
      seq && conversation.visit(seq);
      return { kind: 'room', conversation, name };
    } catch (problem) {
      return problem.status === 404 ? { kind: 'missing', name } : { kind: 'failed', name, problem };
    }
  }

  /** A direct conversation that its address names is begun by going there. */
  async #find(name) {
    if (name.startsWith('@') && !this.chat.rooms.named(name)) {
      const room = await this.chat.startDirect(name.slice(1).split(',').filter(Boolean));
      return this.chat.enter(room.handle);
    }
    return this.chat.enter(name);
  }

  #conversation(room) {
    const known = this.#conversations.get(room.id);
    if (known?.room === room) {
      return known;
    }
    const conversation = new Conversation(this.chat, room);
    this.#conversations.set(room.id, conversation);
    return conversation;
  }

  #roomChanged() {
    const room = this.chat.viewed;
    if (this.place.conversation?.room !== room) {
      return;
    }
    if (room.state === 'closed') {
      this.chat.view(null);
      this.place = { kind: 'gone', name: room.info.label, room: room.id };
    } else if (room.state === 'refused' && room.refusal.code === 'room_not_found') {
      this.place = { kind: 'missing', name: room.info.handle, room: room.id };
    } else {
      this.#correctAddress();
    }
    this.#entitle();
  }

  /** A renamed room has another address, and its former one led here. */
  #correctAddress() {
    const { conversation, name } = this.place;
    const handle = conversation?.room.info.handle;
    if (handle && handle !== name) {
      const seq = seqIn(location);
      history.replaceState(null, '', address(seq ? messagePath({ handle }, seq) : roomPath(handle)));
      this.place = { ...this.place, name: handle };
    }
  }

  #entitle() {
    const { unread } = this.chat.rooms;
    const room = this.place.conversation?.room.info;
    const place = room ? room.label : this.place.kind === 'lobby' ? 'Rooms' : 'Chat';
    showUnread(unread, this.chat.rooms.mentions);
    document.title = `${unread ? `(${unread > 99 ? '99+' : unread}) ` : ''}${place} · Parley`;
  }
}

customElements.define('parley-chat', ParleyChat);
