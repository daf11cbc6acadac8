import { html, nothing } from 'lit';
import { roomApi } from '../../net/room-api.js';
import { openDialog } from '../kit/dialog.js';
import { PageElement } from '../kit/element.js';
import { messagePath } from '../kit/paths.js';
import { problemText } from '../kit/problem-text.js';
import { fileList } from '../room/file-list.js';
import { t } from '../../texts/texts.js';

/** The minimum length of a page, except the last one. */
const PAGE = 50;

/** Shows the files of a room, the newest first. */
export function showFiles({ room }) {
  openDialog({ title: t('details.room-files.filesIn', { room: room.info.label }), className: 'details', content: (close) => html`<parley-room-files .room=${room} @click=${({ target }) => target.closest('.to-message') && close()}></parley-room-files>` });
}

/** The files that were posted in a room, with links to their messages. */
class ParleyRoomFiles extends PageElement {
  static properties = { room: {}, files: { state: true }, problem: { state: true }, ended: { state: true } };

  #reading = false;

  constructor() {
    super();
    this.files = [];
    this.problem = null;
    this.ended = false;
  }

  firstUpdated() {
    this.#more();
  }

  render() {
    return html`
      ${this.ended && this.files.length === 0 ? html`<p class="muted">${t('details.room-files.noFilesYet')}</p>` : nothing}
      <ol class="room-files">
        ${this.files.map(({ file, seq }) => html`<li>${fileList([file])} <a class="to-message" href=${messagePath(this.room.info, seq)}>${t('details.room-files.showMessage')}</a></li>`)}
      </ol>
      ${this.problem ? this.#failed() : this.ended ? nothing : html`<p><button type="button" class="button button-quiet" @click=${this.#more}>${t('details.room-files.showMore')}</button></p>`}
    `;
  }

  #failed() {
    return html`
      <div role="alert">
        <p class="form-error">${problemText(this.problem)} <button type="button" class="button-link" @click=${this.#more}>${t('details.room-files.tryAgain')}</button></p>
      </div>
    `;
  }

  async #more() {
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    try {
      const { files } = await roomApi.files(this.room.id, this.files.at(-1)?.seq);
      this.files = [...this.files, ...files];
      this.ended = files.length < PAGE;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.#reading = false;
    }
  }
}

customElements.define('parley-room-files', ParleyRoomFiles);
