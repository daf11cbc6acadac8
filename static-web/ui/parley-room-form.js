import { html, nothing } from 'lit';
import { roomName, roomNameFault } from '../model/text.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { roomPath } from './paths.js';
import { fieldWords, problemWords } from './words.js';

/** One box for both: a name that exists is entered, another one is created. */
class ParleyRoomForm extends PageElement {
  static properties = { chat: {}, typed: { state: true }, fault: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.typed = '';
    this.watch(() => this.chat?.rooms, 'change');
  }

  render() {
    const name = roomName(this.typed);
    const known = name && this.chat.rooms.named(name);
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
              autocapitalize="none"
              spellcheck="false"
              dir="auto"
              placeholder="Find or name a room"
              aria-invalid=${this.fault ? 'true' : 'false'}
              aria-describedby="room-name-error"
              .value=${this.typed}
              @input=${this.#input}
            />
            <button class="button" ?disabled=${!name || this.busy}>${known || !name ? 'Join room' : html`${icon('plus')}Create room`}</button>
          </div>
          <p class="field-error" id="room-name-error" role="alert">${this.fault ?? nothing}</p>
        </div>
        <fieldset class="choice" ?hidden=${!name || known}>
          <legend class="heard-only">Who may come into a new room</legend>
          <label><input type="radio" name="kind" value="public" checked />Public: everybody here can join</label>
          <label><input type="radio" name="kind" value="private" />Private: only who is added</label>
        </fieldset>
        <div class="field" ?hidden=${!name || known}>
          <label for="room-topic">Topic <span class="muted">(optional)</span></label>
          <input id="room-topic" class="input" name="topic" autocomplete="off" maxlength="1000" dir="auto" placeholder="What it is for" />
        </div>
      </form>
    `;
  }

  #input({ target }) {
    this.typed = target.value;
    this.fault = null;
    this.dispatchEvent(new CustomEvent('parley-search', { bubbles: true, detail: roomName(target.value) }));
  }

  async #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const name = roomName(this.typed);
    if (!name || this.busy) {
      return;
    }
    this.fault = fieldWords('name', roomNameFault(name)) || null;
    if (this.fault) {
      this.querySelector('input').focus();
      return;
    }
    this.busy = true;
    try {
      const room = await this.chat.findOrCreate({ name, title: this.typed.trim(), topic: form.get('topic'), kind: form.get('kind') });
      this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(room.name) }));
    } catch (problem) {
      this.fault = problem.code === 'room_exists' ? fieldWords('name', 'taken') : (fieldWords('name', problem.of('name')) ?? problemWords(problem));
    }
    this.busy = false;
  }
}

customElements.define('parley-room-form', ParleyRoomForm);
