import { html, nothing } from 'lit';
import { addPeople, copyRoomLink, mayAdd } from './add-people.js';
import { confirm, tell } from './confirm.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import './parley-composer.js';
import './parley-connection.js';
import './parley-messages.js';
import './parley-people.js';
import './parley-typing.js';
import { roomPath } from './paths.js';
import { showPerson } from './person.js';
import { showDetails } from './room-details.js';
import { roomSign } from './room-sign.js';
import { problemWords } from './words.js';

/** Wide enough for the people beside the messages. */
const WIDE = matchMedia('(min-width: 64rem)');

/** Everybody stays a member of this room. */
const GENERAL = 'general';

const OWNED_TITLE = 'You own this room';
const OWNED = 'A room needs an owner. Make another member its owner first, or archive the room.';

/** A room: what was said, who is here, and where to write. */
class ParleyRoom extends PageElement {
  static properties = { conversation: {}, people: { state: true } };

  constructor() {
    super();
    this.people = WIDE.matches;
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
      <div class="room-body" @keydown=${this.#key} @parley-posted=${this.#posted} @parley-close=${this.#togglePeople} @parley-person=${this.#person}>
        <div class="room-talk" @click=${this.#talkClicked}>
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
        <a class="button-icon room-back" href="chat" aria-label="All rooms" title="All rooms">${icon('back')}</a>
        <span class="room-sign">${roomSign(info)}</span>
        <div class="room-title">
          <h1 dir="auto">${info.label}</h1>
          ${info.others?.length === 1 && info.others[0] !== info.label ? html`<p class="room-topic" dir="auto">@${info.others[0]}</p>` : nothing}
          ${info.topic ? html`<p class="room-topic" dir="auto" title=${info.topic}>${info.topic}</p>` : nothing}
        </div>
        <button type="button" class="button-icon room-search" aria-label="Search" title="Search (/)" @click=${this.#find}>${icon('search')}</button>
        <button type="button" class="button-plain button room-people" aria-expanded=${this.people} aria-controls="people" @click=${this.#togglePeople}>
          ${icon('people')}<span><span class="heard-only">Online: </span>${online.size}</span>
        </button>
        <button type="button" class="button-icon room-settings" aria-label="Room menu" title="Room menu" popovertarget="room-menu" aria-haspopup="menu">${icon('settings')}</button>
        ${this.#menu(info)}
      </header>
    `;
  }

  #menu(info) {
    const item = (shape, label, act) => html`<button type="button" popovertarget="room-menu" popovertargetaction="hide" @click=${act}>${icon(shape)}${label}</button>`;
    return html`
      <div id="room-menu" class="menu room-menu" popover aria-label="Room menu">
        ${item('settings', info.kind === 'direct' ? 'About this conversation' : 'About this room', this.#details)}
        ${mayAdd(info) ? item('plus', 'Add people', () => addPeople(this.conversation)) : nothing}
        ${info.kind === 'direct' ? nothing : item('link', 'Copy link', () => copyRoomLink(this.conversation.room))}
        ${info.kind === 'direct' || info.id === GENERAL ? nothing : item('leave', 'Leave room', this.#leave)}
      </div>
    `;
  }

  #refused(room) {
    return html`
      <div class="messages state" role="alert">
        <h2>This room does not open</h2>
        <p class="muted">${problemWords(room.refusal)}</p>
        <p><button type="button" class="button button-quiet" @click=${() => this.conversation.chat.view(room)}>Try again</button></p>
      </div>
    `;
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
    // The drawer lies over the room, so the focus follows it in and out.
    this.querySelector(this.people ? '#people-heading' : '.room-people').focus();
  }

  #key(event) {
    if (event.key === 'Escape' && this.people && !WIDE.matches) {
      this.#togglePeople();
    } else if (event.key === 'Escape' && !event.defaultPrevented && event.target.closest('.room-talk')) {
      this.#posted();
      this.conversation.goOn();
    }
  }

  /** A drawer closes when somebody reaches past it. */
  #talkClicked() {
    if (this.people && !WIDE.matches) {
      this.people = false;
    }
  }

  #posted() {
    this.querySelector('parley-messages')?.toBottom();
  }

  #person({ detail: username }) {
    const { conversation } = this;
    const write = async (others) => {
      const { handle } = await conversation.chat.startDirect(others);
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
      tell(OWNED_TITLE, OWNED);
    } else {
      this.#confirmLeaving(chat, room);
    }
  }

  async #confirmLeaving(chat, room) {
    const agreed = await confirm({
      title: `Leave ${room.info.label}?`,
      detail: 'You will no longer be a member, and will not be notified of new messages.',
      action: 'Leave room',
    });
    if (agreed) {
      await chat.leave(room).then(
        () => this.#go(),
        (problem) => tell('You are still in this room', problemWords(problem)),
      );
    }
  }

  #go() {
    this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: 'chat' }));
  }
}

customElements.define('parley-room', ParleyRoom);
