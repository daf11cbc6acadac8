import { html, nothing } from 'lit';
import { isBlank, lengthOf, nameOfTitle, ROOM_TITLE_LIMIT, roomName, roomNameFault } from '../model/text.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { roomPath } from './paths.js';
import { fieldWords, problemWords } from './words.js';

/** One box for both: a room that exists is entered, another one is created. The server makes its name from the title. */
class ParleyRoomForm extends PageElement {
  static properties = { chat: {}, typed: { state: true }, fault: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.typed = '';
    this.watch(() => this.chat?.rooms, 'change');
  }

  render() {
    const title = isBlank(this.typed) ? '' : this.typed.trim();
    const known = title && this.chat.rooms.meant(title);
    const name = title && !known && roomNameFault(roomName(title)) ? nameOfTitle(title) || 'room' : '';
    return html`
      <form class="room-form" @submit=${this.#submit}>
        <div class="field">
          <label for="room-name">Room name</label>
          <div class="room-form-line">
            <input
              id="room-name"
              class="input"
              name="name"
              autocomplete="off"
              dir="auto"
              placeholder="Find or name a room"
              maxlength="256"
              aria-invalid=${this.fault ? 'true' : 'false'}
              aria-describedby="room-name-error"
              .value=${this.typed}
              @input=${this.#input}
            />
            <button class="button" ?disabled=${!title || this.busy}>${known || !title ? 'Join room' : html`${icon('plus')}Create room`}</button>
          </div>
          <p class="field-error" id="room-name-error" role="alert">${this.fault ?? nothing}</p>
          ${name ? html`<p class="muted small">Its address will end in <b dir="auto">${name}</b>, or be numbered if that is taken.</p>` : nothing}
        </div>
        <fieldset class="choice" ?hidden=${!title || known}>
          <legend class="heard-only">Who may come into a new room</legend>
          <label><input type="radio" name="kind" value="public" checked />Public: everybody here can join</label>
          <label><input type="radio" name="kind" value="private" />Private: only who is added</label>
        </fieldset>
        <div class="field" ?hidden=${!title || known}>
          <label for="room-topic">Topic <span class="muted">(optional)</span></label>
          <input id="room-topic" class="input" name="topic" autocomplete="off" maxlength="1000" dir="auto" placeholder="What it is for" />
        </div>
      </form>
    `;
  }

  #input({ target }) {
    this.typed = target.value;
    this.fault = null;
    this.dispatchEvent(new CustomEvent('parley-search', { bubbles: true, detail: target.value.trim() }));
  }

  async #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const title = this.typed.trim();
    if (isBlank(title) || this.busy) {
      return;
    }
    this.fault = lengthOf(title) > ROOM_TITLE_LIMIT ? fieldWords('title', 'title_too_long') : null;
    if (this.fault) {
      this.querySelector('input').focus();
      return;
    }
    this.busy = true;
    try {
      const room = await this.chat.findOrCreate({ title, topic: form.get('topic'), kind: form.get('kind') });
      this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(room.name) }));
    } catch (problem) {
      this.fault = problem.code === 'room_exists' ? fieldWords('name', 'taken') : faultWords(problem);
    }
    this.busy = false;
  }
}

const faultWords = (problem) => {
  const field = ['name', 'title', 'topic'].find((one) => problem.of(one));
  return field ? fieldWords(field, problem.of(field)) : problemWords(problem);
};

customElements.define('parley-room-form', ParleyRoomForm);
