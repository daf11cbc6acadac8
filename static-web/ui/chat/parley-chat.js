import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Conversation } from '../../model/conversation.js';
import { roomName, roomNameFault } from '../../model/text.js';
import { address } from '../../net/address.js';
import { PageElement } from '../kit/element.js';
import { showUnread } from './favicon.js';
import { Notifier } from './notifier.js';
import './parley-push-offer.js';
import '../rooms/parley-lobby.js';
import '../search/parley-message-list.js';
import '../room/parley-missing.js';
import '../rooms/parley-room-list.js';
import '../room/parley-room.js';
import '../search/parley-search.js';
import { isOfChat, messagePath, roomNameIn, roomPath, seqIn } from '../kit/paths.js';
import { registerShortcuts } from './shortcuts.js';
import { unsentText } from '../room/unsent-text.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** Polling interval for the room list without a subscription; in milliseconds. */
const REFRESH_INTERVAL = 10_000;

/** The single-page chat: the room list at the side, and the lobby or a room. Navigation inside it does not reload the page. */
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
    this.addEventListener('click', this.#followLink);
    this.addEventListener('parley-go', ({ detail }) => this.#navigate(address(detail)));
    addEventListener('popstate', () => this.#showLocation());
    // A click on a notification opens its message in this page.
    navigator.serviceWorker?.addEventListener('message', ({ data }) => data?.type === 'open' && this.#navigate(data.address));
    this.#refresh = setInterval(() => this.#keepUp(), REFRESH_INTERVAL);
    document.addEventListener('visibilitychange', () => this.#keepUp());
    registerShortcuts({
      chat: () => this.chat,
      go: (path) => this.#navigate(address(path)),
      leave: () => this.place.conversation?.focusComposer(),
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
      new Notifier(this.chat, (room, seq) => this.#navigate(address(messagePath(room, seq))));
      this.#showLocation();
    }
  }

  render() {
    if (!this.chat) {
      return this.unreachable ? html`<main id="main" class="place" tabindex="-1">${this.#unreachable()}</main>` : nothing;
    }
    const inside = this.place.kind !== 'lobby';
    return html`
      <nav class="side" aria-label=${t('chat.yourRooms')}><parley-room-list .chat=${this.chat} .current=${this.chat.viewed?.id}></parley-room-list></nav>
      <main id="main" class="place" tabindex="-1" data-inside=${inside}>${this.#content()}</main>
      <parley-search .chat=${this.chat}></parley-search>
      <parley-message-list .chat=${this.chat}></parley-message-list>
      <parley-push-offer .chat=${this.chat}></parley-push-offer>
    `;
  }

  #content() {
    const { kind, name, conversation, problem } = this.place;
    switch (kind) {
      case 'lobby':
        return html`<parley-lobby .chat=${this.chat}></parley-lobby>`;
      case 'room':
        // The key makes another room get new elements, instead of reusing the previous room's.
        return repeat([conversation], () => conversation.room.id, () => html`<parley-room .conversation=${conversation}></parley-room>`);
      case 'missing':
        return html`<parley-missing .chat=${this.chat} .name=${name}></parley-missing>${this.#unsentText()}`;
      case 'gone':
        return this.#notice(t('chat.youAreNoLonger', { name }), t('chat.theRoomWasClosed'), null, this.#unsentText());
      case 'banned':
        return this.#notice(t('chat.youAreBanned', { name }), t('chat.onlyAModeratorCan'), null, this.#unsentText());
      case 'failed':
        return this.#notice(t('chat.thisRoomCantBe'), problemText(problem), () => this.#showLocation());
      default:
        return html`<p class="state muted" role="status">${t('chat.opening')}</p>`;
    }
  }

  #unreachable() {
    return html`
      <div class="state" role="alert">
        <h1>${t('chat.youAreOffline')}</h1>
        <p class="muted">${t('chat.parleyCantBeReached')}</p>
        <p><button type="button" class="button" @click=${() => location.reload()}>${t('chat.tryAgain')}</button></p>
      </div>
    `;
  }

  /** The room's unsent messages, drafts and edits, which stay readable when they can no longer be sent. */
  #unsentText() {
    const { room } = this.place;
    const { outbox, drafts, edits } = this.chat;
    return room
      ? unsentText([...outbox.of(room).map(({ text }) => text), drafts.of(room), drafts.otherOf(room) ?? '', ...edits.in(room).map((seq) => edits.of(room, seq)?.text ?? '')])
      : nothing;
  }

  #notice(title, words, again = null, more = nothing) {
    return html`
      <div class="state" role="alert">
        <h1>${title}</h1>
        <p class="muted">${words}</p>
        ${more}
        <p>
          ${again ? html`<button type="button" class="button" @click=${again}>${t('chat.tryAgain')}</button>` : nothing}
          <a class="button button-quiet" href="chat">${t('chat.seeAllRooms')}</a>
        </p>
      </div>
    `;
  }

  /** Handles links inside the chat without loading a page. */
  #followLink(event) {
    const link = event.target.closest('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && !link.target && isOfChat(new URL(link.href))) {
      event.preventDefault();
      this.#navigate(link.href);
    }
  }

  #navigate(target) {
    if (target !== location.href) {
      history.pushState(null, '', target);
    }
    this.#showLocation();
  }

  async #showLocation() {
    const visit = ++this.#visit;
    const name = roomNameIn(location);
    if (name === null) {
      this.chat.view(null);
      this.place = { kind: 'lobby' };
      this.chat.rooms.refresh();
    } else {
      // The person may navigate elsewhere meanwhile.
      const isWanted = () => visit === this.#visit;
      const place = await this.#enter(name, isWanted);
      if (!isWanted()) {
        return;
      }
      this.place = place;
      this.#correctAddress();
    }
    this.#entitle();
    this.requestUpdate();
  }

  async #enter(name, isWanted) {
    const seq = seqIn(location);
    if (!name.startsWith('@') && roomNameFault(roomName(name))) {
      return { kind: 'missing', name };
    }
    try {
      const conversation = this.#conversation(await this.#find(name, isWanted));
      seq && isWanted() && conversation.visit(seq);
      return { kind: 'room', conversation, name };
    } catch (problem) {
      return { kind: problem.code === 'banned' ? 'banned' : problem.status === 404 ? 'missing' : 'failed', name, problem };
    }
  }

  /** Enters a room; creates a direct conversation that is addressed by its members. */
  async #find(name, isWanted) {
    if (name.startsWith('@') && !this.chat.rooms.named(name)) {
      const room = await this.chat.directory.startDirect(name.slice(1).split(',').filter(Boolean));
      return this.chat.enter(room.handle, isWanted);
    }
    return this.chat.enter(name, isWanted);
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
      this.place = { kind: isBanned(room, this.chat.account) ? 'banned' : 'gone', name: room.info.label, room: room.id };
    } else if (room.state === 'refused' && room.refusal.code === 'banned') {
      this.chat.view(null);
      this.place = { kind: 'banned', name: room.info.label, room: room.id };
    } else if (room.state === 'refused' && room.refusal.code === 'room_not_found') {
      this.place = { kind: 'missing', name: room.info.handle, room: room.id };
    } else {
      this.#correctAddress();
    }
    this.#entitle();
  }

  /** Replaces the former name of a renamed room in the address. */
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
    const place = room ? room.label : this.place.kind === 'lobby' ? t('chat.rooms') : t('chat.chat');
    showUnread(unread, this.chat.rooms.mentions);
    document.title = `${unread ? `(${unread > 99 ? '99+' : unread}) ` : ''}${place} · Parley`;
  }
}

/** The change that bans a member is the last one that the member receives. */
const isBanned = (room, { username }) => Boolean(room.members.get(username)?.banned);

customElements.define('parley-chat', ParleyChat);
