import { html, nothing } from 'lit';
import { isBlank, lengthOf, nameOfTitle, ROOM_TITLE_LIMIT, roomName, roomNameFault } from '../../model/text.js';
import { addAll } from '../details/add-people.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import '../details/parley-people-picker.js';
import { roomPath } from '../kit/paths.js';
import { toast } from '../kit/toast.js';
import { fieldText, problemText } from '../kit/problem-text.js';
import { rich, t } from '../../texts/texts.js';

/** Enters the room with the typed title, or creates it. The server derives the room's name from the title. */
class ParleyRoomForm extends PageElement {
  static properties = { chat: {}, typed: { state: true }, people: { state: true }, fault: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.typed = '';
    this.people = [];
    this.watch(() => this.chat?.rooms, 'change');
  }

  render() {
    const title = isBlank(this.typed) ? '' : this.typed.trim();
    const known = title && this.chat.rooms.meant(title);
    const name = title && !known && roomNameFault(roomName(title)) ? nameOfTitle(title) || 'room' : '';
    return html`
      <form class="room-form" @submit=${this.#submit}>
        <div class="field">
          <label for="room-name">${t('rooms.room-form.roomName')}</label>
          <div class="room-form-line">
            <input
              id="room-name"
              class="input"
              name="name"
              autocomplete="off"
              dir="auto"
              maxlength="256"
              aria-invalid=${this.fault ? 'true' : 'false'}
              aria-describedby="room-name-hint room-name-error"
              .value=${this.typed}
              @input=${this.#input}
            />
            <button class="button" ?disabled=${!title || this.busy}>${known || !title ? t('rooms.room-form.joinRoom') : html`${icon('plus')}${t('rooms.room-form.createRoom')}`}</button>
          </div>
          <p class="field-error" id="room-name-error" role="alert">${this.fault ?? nothing}</p>
          <p class="muted small" id="room-name-hint" ?hidden=${title}>${t('rooms.room-form.typeTheNameOf')}</p>
          ${name ? html`<p class="muted small">${rich('rooms.room-form.itsAddressWillEnd', { name: html`<b dir="auto">${name}</b>` })}</p>` : nothing}
        </div>
        <fieldset class="choice" ?hidden=${!title || known}>
          <legend class="visually-hidden">${t('rooms.room-form.visibilityOfTheNew')}</legend>
          <label><input type="radio" name="kind" value="public" checked />${t('rooms.room-form.publicEveryoneOnThis')}</label>
          <label><input type="radio" name="kind" value="private" />${t('rooms.room-form.privateOnlyInvitedPeople')}</label>
        </fieldset>
        <div class="field" ?hidden=${!title || known}>
          <label for="room-topic">${t('rooms.room-form.topic')} <span class="muted">${t('rooms.room-form.optional')}</span></label>
          <input id="room-topic" class="input" name="topic" autocomplete="off" maxlength="1000" dir="auto" placeholder=${t('rooms.room-form.whatIsThisRoom')} />
        </div>
        <div class="field" role="group" aria-labelledby="room-people" ?hidden=${!title || known}>
          <span class="label" id="room-people">${t('rooms.room-form.people')} <span class="muted">${t('rooms.room-form.optional')}</span></span>
          <parley-people-picker
            label=${t('rooms.room-form.addPeople')}
            .excluded=${[this.chat.account.username]}
            .most=${50}
            @parley-picked=${({ detail }) => (this.people = detail)}
            @parley-done=${({ target }) => target.closest('form').requestSubmit()}
          ></parley-people-picker>
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
    this.fault = lengthOf(title) > ROOM_TITLE_LIMIT ? fieldText('title', 'title_too_long') : null;
    if (this.fault) {
      this.querySelector('input').focus();
      return;
    }
    this.busy = true;
    try {
      const room = await this.chat.directory.findOrCreate({ title, topic: form.get('topic'), kind: form.get('kind') });
      // The form is left even if this fails: a toast names those who could not be added.
      await addAll(room, this.people.map(({ username }) => username)).catch((problem) => toast(problem.message));
      this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(room.name) }));
    } catch (problem) {
      this.fault = problem.code === 'room_exists' ? fieldText('name', 'taken') : faultText(problem);
    }
    this.busy = false;
  }
}

const faultText = (problem) => {
  const field = ['name', 'title', 'topic'].find((one) => problem.of(one));
  return field ? fieldText(field, problem.of(field)) : problemText(problem);
};

customElements.define('parley-room-form', ParleyRoomForm);
