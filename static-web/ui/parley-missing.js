import { html, nothing } from 'lit';
import { roomName, roomNameFault } from '../model/text.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { roomPath } from './paths.js';
import { fieldWords, problemWords } from './words.js';

/** There is no room of this name, or none that this account may know of: it can be made. */
class ParleyMissing extends PageElement {
  static properties = { chat: {}, name: {}, fault: { state: true }, busy: { state: true } };

  render() {
    const name = roomName(this.name);
    const impossible = roomNameFault(name);
    return html`
      <div class="state" role="alert">
        <span class="beginning-sign" aria-hidden="true">${icon('hash')}</span>
        <h1>There is no room called <span dir="auto">${this.name}</span></h1>
        <p class="muted">${impossible ? fieldWords('name', impossible) : 'It may have another name now, or you may not be a member of it. You can also create it.'}</p>
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}
        ${impossible ? nothing : this.#form(name)}
        <p><a href="chat">See all rooms</a></p>
      </div>
    `;
  }

  #form(name) {
    return html`
      <form class="form" @submit=${(event) => this.#create(event, name)}>
        <fieldset class="choice">
          <legend class="heard-only">Who may come in</legend>
          <label><input type="radio" name="kind" value="public" checked />Public</label>
          <label><input type="radio" name="kind" value="private" />Private</label>
        </fieldset>
        <button class="button" ?disabled=${this.busy}>${icon('plus')}<span>Create <span dir="auto">${name}</span></span></button>
      </form>
    `;
  }

  async #create(event, name) {
    event.preventDefault();
    this.busy = true;
    try {
      const room = await this.chat.create({ name, kind: new FormData(event.target).get('kind') });
      this.dispatchEvent(new CustomEvent('parley-go', { bubbles: true, detail: roomPath(room.name) }));
    } catch (problem) {
      this.fault = problem.code === 'room_exists' ? fieldWords('name', 'taken') : (fieldWords('name', problem.of('name')) ?? problemWords(problem));
    }
    this.busy = false;
  }
}

customElements.define('parley-missing', ParleyMissing);
