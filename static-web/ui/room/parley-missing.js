import { html, nothing } from 'lit';
import { roomName, roomNameFault } from '../../model/text.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { roomPath } from '../kit/paths.js';
import { fieldText, problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** Shown when no visible room has this name; offers to create it. */
class ParleyMissing extends PageElement {
  static properties = { chat: {}, name: {}, fault: { state: true }, busy: { state: true } };

  render() {
    const name = roomName(this.name);
    const nameFault = roomNameFault(name);
    return html`
      <div class="state" role="alert">
        <span class="beginning-sign" aria-hidden="true">${icon('hash')}</span>
        <h1>${t('room.missing.noRoomIsCalled')} <span dir="auto">${this.name}</span></h1>
        <p class="muted">${nameFault ? fieldText('name', nameFault) : t('room.missing.itMayHaveBeen')}</p>
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}
        ${nameFault ? nothing : this.#form(name)}
        <p><a href="chat">${t('room.missing.seeAllRooms')}</a></p>
      </div>
    `;
  }

  #form(name) {
    return html`
      <form class="form" @submit=${(event) => this.#create(event, name)}>
        <fieldset class="choice">
          <legend class="visually-hidden">${t('room.missing.visibility')}</legend>
          <label><input type="radio" name="kind" value="public" checked />${t('room.missing.public')}</label>
          <label><input type="radio" name="kind" value="private" />${t('room.missing.private')}</label>
        </fieldset>
        <button class="button" ?disabled=${this.busy}>${icon('plus')}<span>${t('room.missing.create')} <span dir="auto">${name}</span></span></button>
      </form>
    `;
  }

  async #create(event, name) {
    event.preventDefault();
    this.busy = true;
    try {
      const room = await this.chat.directory.create({ name, kind: new FormData(event.target).get('kind') });
      this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(room.name) }));
    } catch (problem) {
      this.fault = problem.code === 'room_exists' ? fieldText('name', 'taken') : (fieldText('name', problem.of('name')) ?? problemText(problem));
    }
    this.busy = false;
  }
}

customElements.define('parley-missing', ParleyMissing);
