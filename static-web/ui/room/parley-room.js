import { html, nothing } from 'lit';
import { addPeople, copyRoomLink, mayAdd } from '../details/add-people.js';
import { confirm, showError } from '../kit/confirm.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { presence } from '../kit/parley-presence.js';
import { session } from '../account/session.js';
import { startCall } from './start-call.js';
import { status } from '../kit/parley-status.js';
import './parley-composer.js';
import '../chat/parley-connection.js';
import './parley-messages.js';
import '../details/parley-people.js';
import './parley-typing.js';
import { roomPath } from '../kit/paths.js';
import { showGroup } from '../details/group.js';
import { showPerson } from '../details/person.js';
import { showFiles } from '../details/parley-room-files.js';
import { showDetails } from '../details/room-details.js';
import { roomSign } from '../rooms/room-sign.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** From this width on, the people are shown beside the messages. */
const WIDE = matchMedia('(min-width: 64rem)');

/** Nobody can leave this room. */
const GENERAL = 'general';

const OWNED_TITLE = t('room.youOwnThisRoom');
const OWNED = t('room.makeAnotherMemberThe');

/** A room: its header, messages, composer and people. */
class ParleyRoom extends PageElement {
  static properties = { conversation: {}, people: { state: true }, calls: { state: true }, dragging: { state: true } };

  constructor() {
    super();
    this.people = WIDE.matches;
    this.dragging = false;
    session.then(({ calls }) => (this.calls = calls));
    this.watch(() => this.conversation?.room, ['info', 'state', 'people']);
  }

  connectedCallback() {
    super.connectedCallback();
    WIDE.addEventListener('change', this.#widthChanged);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    WIDE.removeEventListener('change', this.#widthChanged);
  }

  #widthChanged = () => (this.people = WIDE.matches);

  render() {
    const { chat, room } = this.conversation;
    return html`
      ${this.#header(room)}
      <div class="room-body" @keydown=${this.#key} @parley-posted=${this.#posted} @parley-close=${this.#togglePeople} @parley-person=${this.#person} @parley-group=${({ detail }) => showGroup(detail, (username) => this.#person({ detail: username }))}>
        <div class="room-talk" @click=${this.#talkClicked} @dragenter=${this.#drag} @dragover=${this.#drag} @dragleave=${this.#dragEnd} @drop=${this.#drop}>
          ${this.dragging ? html`<div class="drop-zone">${icon('clip')}${t('room.dropFilesHere')}</div>` : nothing}
          ${room.state === 'refused' ? this.#refused(room) : html`<parley-messages .conversation=${this.conversation}></parley-messages>`}
          <parley-typing .conversation=${this.conversation}></parley-typing>
          <parley-connection .chat=${chat}></parley-connection>
          <parley-composer .conversation=${this.conversation}></parley-composer>
        </div>
        <aside id="people" class="people" aria-labelledby="people-heading" ?hidden=${!this.people} ?data-stale=${room.state === 'stale'}>
          <parley-people .conversation=${this.conversation}></parley-people>
        </aside>
      </div>
    `;
  }

  #header({ info, online }) {
    return html`
      <header class="room-head">
        <a class="button-icon room-back" href="chat" aria-label=${t('room.allRooms')} title=${t('room.allRooms')}>${icon('back')}</a>
        <span class="room-sign">${roomSign(info)}</span>
        <div class="room-title">
          <h1 dir="auto">${info.label}</h1>
          ${info.others?.length === 1 ? html`<span class="room-person">${presence(info.others[0], 'words')}${status(info.others[0], 'words')}</span>` : nothing}
          ${info.others?.length === 1 && info.others[0] !== info.label ? html`<p class="room-topic" dir="auto">@${info.others[0]}</p>` : nothing}
          ${info.topic ? html`<p class="room-topic" dir="auto" title=${info.topic}>${info.topic}</p>` : nothing}
        </div>
        ${this.#mayCall ? html`<button type="button" class="button-icon wide-only" aria-label=${t('room.calls.start')} title=${t('room.calls.start')} @click=${this.#call}>${icon('camera')}</button>` : nothing}
        <button type="button" class="button-icon room-search" aria-label=${t('room.search')} title=${t('room.search2')} @click=${this.#find}>${icon('search')}</button>
        <button type="button" class="button-plain button room-people" aria-expanded=${this.people} aria-controls="people" @click=${this.#togglePeople}>
          ${icon('people')}<span><span class="visually-hidden">${t('room.online')} </span>${online.size}</span>
        </button>
        <button type="button" class="button-icon room-settings" aria-label=${t('room.roomMenu')} title=${t('room.roomMenu')} popovertarget="room-menu" aria-haspopup="menu">${icon('settings')}</button>
        ${this.#menu(info)}
      </header>
    `;
  }

  #menu(info) {
    const item = (shape, label, act, className = '') => html`<button type="button" class=${className} popovertarget="room-menu" popovertargetaction="hide" @click=${act}>${icon(shape)}${label}</button>`;
    return html`
      <div id="room-menu" class="menu room-menu" popover aria-label=${t('room.roomMenu')}>
        ${item('settings', info.kind === 'direct' ? t('room.aboutThisConversation') : t('room.aboutThisRoom'), this.#details)}
        ${this.#mayCall ? item('camera', t('room.calls.start'), this.#call, 'narrow-only') : nothing}
        ${item('pin', t('room.pinnedMessages'), this.#pins)}
        ${item('file', t('room.files'), () => showFiles(this.conversation))}
        ${mayAdd(info) ? item('plus', t('room.addPeople'), () => addPeople(this.conversation)) : nothing}
        ${info.kind === 'direct' ? nothing : item('link', t('room.copyLink'), () => copyRoomLink(this.conversation.room))}
        ${info.kind === 'direct' || info.id === GENERAL ? nothing : item('leave', t('room.leaveRoom'), this.#leave)}
      </div>
    `;
  }

  /** Whether this server offers calls and the account can post a link to one here. */
  get #mayCall() {
    return Boolean(this.calls) && this.conversation.isOpen && this.conversation.room.state !== 'refused';
  }

  #call() {
    startCall(this.conversation, this.calls);
  }

  #refused(room) {
    return html`
      <div class="messages state" role="alert">
        <h2>${t('room.thisRoomCouldntBe')}</h2>
        <p class="muted">${problemText(room.refusal)}</p>
        <p><button type="button" class="button button-quiet" @click=${() => this.conversation.chat.view(room)}>${t('room.tryAgain')}</button></p>
      </div>
    `;
  }

  #pins() {
    this.dispatchEvent(new CustomEvent('parley-message-list', { bubbles: true, detail: { name: 'pins', room: this.conversation.room } }));
  }

  #find() {
    this.dispatchEvent(new CustomEvent('parley-find', { bubbles: true }));
  }

  async #togglePeople() {
    this.people = !this.people;
    await this.updateComplete;
    if (WIDE.matches) {
      return;
    }
    // The drawer covers the room, so the focus moves into it and back.
    this.querySelector(this.people ? '#people-heading' : '.room-people').focus();
  }

  #key(event) {
    if (event.key === 'Escape' && this.people && !WIDE.matches) {
      this.#togglePeople();
    } else if (event.key === 'Escape' && !event.defaultPrevented && event.target.closest('.room-talk')) {
      this.#posted();
      this.conversation.focusComposer();
    }
  }

  /** Closes the drawer on a click outside it. */
  #talkClicked() {
    if (this.people && !WIDE.matches) {
      this.people = false;
    }
  }

  /** Accepts only files; the browser handles anything else. */
  #drag(event) {
    if (this.conversation.isOpen && event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.dragging = true;
    }
  }

  #dragEnd({ currentTarget, relatedTarget }) {
    this.dragging &&= Boolean(relatedTarget) && currentTarget.contains(relatedTarget);
  }

  #drop(event) {
    if (this.dragging) {
      event.preventDefault();
      this.dragging = false;
      this.querySelector('parley-composer').attach(filesIn(event.dataTransfer));
    }
  }

  #posted() {
    this.querySelector('parley-messages')?.toBottom();
  }

  #person({ detail: username }) {
    const { conversation } = this;
    const write = async (others) => {
      const { handle } = await conversation.chat.directory.startDirect(others);
      this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(handle) }));
    };
    showPerson({ conversation, username, write });
  }

  #details() {
    showDetails(this.conversation, { leave: () => this.#leave() });
  }

  async #leave() {
    const { chat, room } = this.conversation;
    if (room.info.role === 'owner' && !room.info.archived_at) {
      showError(OWNED_TITLE, OWNED);
    } else {
      this.#confirmLeaving(chat, room);
    }
  }

  async #confirmLeaving(chat, room) {
    const agreed = await confirm({
      title: t('room.leaveQuestion', { room: room.info.label }),
      detail: t('room.youWillNoLonger'),
      action: t('room.leaveRoom'),
    });
    if (agreed) {
      await chat.leave(room).then(
        () => this.#openLobby(),
        (problem) => showError(t('room.youAreStillIn'), problemText(problem)),
      );
    }
  }

  #openLobby() {
    this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: 'chat' }));
  }
}

/** The dropped files, without folders, which have no content. */
const filesIn = ({ items }) =>
  [...items]
    .filter((item) => item.kind === 'file' && !item.webkitGetAsEntry?.()?.isDirectory)
    .map((item) => item.getAsFile())
    .filter(Boolean);

customElements.define('parley-room', ParleyRoom);
