import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { fieldText, problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { isEnter } from './writing.js';
import { t } from '../../texts/texts.js';

const MAX_LENGTH = 1_000;

/** Renders the button that describes a picture. It shows whether there is a description. */
export function describeButton({ name, alt }, act) {
  const label = alt ? t('room.alt.change', { name }) : t('room.alt.describe', { name });
  return html`<button type="button" class="alt-button" aria-label=${label} title=${alt || label} @click=${act}>${alt ? icon('check') : icon('plus')}${t('room.alt.sign')}</button>`;
}

/**
 * Opens the dialog in which a picture is described for people who cannot see it.
 *
 * @param picture `{name, alt, address}`
 * @param save receives the description; may return a promise that rejects with a problem
 * @param typed the text to begin with
 */
export const describePicture = (picture, save, typed = picture.alt ?? '') => new Description(picture, save, typed).open();

class Description {
  #picture;
  #save;
  #typed;
  #problem = null;
  #busy = false;
  #isSaved = false;
  #render;

  constructor(picture, save, typed) {
    this.#picture = picture;
    this.#save = save;
    this.#typed = typed;
  }

  open() {
    this.#render = openDialog({ title: t('room.alt.title'), className: 'describe', content: (close) => this.#content(close), closed: () => this.#closed() });
  }

  #content(close) {
    const { name, address } = this.#picture;
    const fault = this.#problem && (fieldText('alt', this.#problem.of?.('alt')) || problemText(this.#problem));
    return html`
      <form class="form" @submit=${(event) => this.#submit(event, close)}>
        <img class="describe-picture" src=${address} alt=${name} />
        <div class="field">
          <label for="alt">${t('room.alt.label')}</label>
          <textarea id="alt" class="input" rows="3" maxlength=${MAX_LENGTH} dir="auto" autofocus aria-describedby="alt-hint" aria-invalid=${fault ? 'true' : 'false'} .value=${live(this.#typed)} @input=${({ target }) => this.#change({ typed: target.value })} @keydown=${(event) => this.#key(event, close)}></textarea>
          <p class="hint" id="alt-hint">${t('room.alt.hint')}</p>
          <div role="alert">${fault ? html`<p class="field-error">${fault}</p>` : nothing}</div>
        </div>
        <div class="dialog-actions"><button class="button" ?disabled=${this.#busy}>${t('room.alt.save')}</button></div>
      </form>
    `;
  }

  #change({ typed = this.#typed, problem = null, busy = false }) {
    this.#typed = typed;
    this.#problem = problem;
    this.#busy = busy;
    this.#render();
  }

  /** A description is one line, so Enter saves it. */
  #key(event, close) {
    isEnter(event) && !event.isComposing && this.#submit(event, close);
  }

  async #submit(event, close) {
    event.preventDefault();
    if (this.#busy) {
      return;
    }
    this.#change({ busy: true });
    try {
      await this.#save(this.#typed.trim());
      this.#isSaved = true;
      close();
    } catch (problem) {
      this.#change({ problem });
    }
  }

  /** Offers to restore what was typed when the dialog is closed. */
  #closed() {
    if (!this.#isSaved && this.#typed.trim() !== (this.#picture.alt ?? '')) {
      toast(t('room.alt.discarded'), () => describePicture(this.#picture, this.#save, this.#typed));
    }
  }
}
