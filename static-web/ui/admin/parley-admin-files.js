import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { sizeText } from '../kit/size.js';
import { t } from '../../texts/texts.js';

const KINDS = {
  file_missing: t('admin.files.fileMissing'),
  message_missing: t('admin.files.messageMissing'),
  blob_missing: t('admin.files.blobMissing'),
  rows_differ: t('admin.files.rowsDiffer'),
  expires: t('admin.files.expires'),
  unused: t('admin.files.unused'),
  bytes_missing: t('admin.files.bytesMissing'),
  length_differs: t('admin.files.lengthDiffers'),
  hash_differs: t('admin.files.hashDiffers'),
  row_missing: t('admin.files.rowMissing'),
};

/** Further damages are counted, but not listed. */
const MAX_LISTED = 200;

/** Verifies the shared files of this installation, one request after another. */
class ParleyAdminFiles extends PageElement {
  static properties = { state: { state: true }, progress: { state: true }, damages: { state: true }, fault: { state: true } };

  #stopped = false;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopped = true;
  }

  render() {
    const running = this.state === 'running';
    return html`
      <section aria-labelledby="files-heading">
        <h2 id="files-heading">${t('admin.files.files')}</h2>
        <p class="muted">${t('admin.files.comparesMessagesFilesAnd')}</p>
        <form class="admin-tools" @submit=${(event) => this.#begin(event)}>
          <label><input type="checkbox" name="hashes" checked ?disabled=${running} />${t('admin.files.readAllBytes')}</label>
          ${running
            ? html`<button type="button" class="button button-quiet" @click=${() => (this.#stopped = true)}>${t('admin.files.stop')}</button>`
            : html`<button class="button button-quiet">${t('admin.files.verify')}</button>`}
        </form>
        <div role="status">${this.state ? html`<p class="doctor-summary">${this.#summary()}</p>` : nothing}</div>
        ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing}
        <ul class="lines">${this.damages?.slice(0, MAX_LISTED).map(line)}</ul>
      </section>
    `;
  }

  #summary() {
    const values = { checked: this.progress.checked, size: sizeText(this.progress.bytes) };
    if (this.state === 'running') {
      return t('admin.files.verifying', values);
    }
    if (this.damages.length > 0) {
      return t('admin.files.damagesFound', { count: this.damages.length, ...values });
    }
    return this.state === 'stopped' ? t('admin.files.stopped', values) : t('admin.files.nothingIsDamaged', values);
  }

  async #begin(event) {
    event.preventDefault();
    this.#stopped = false;
    this.fault = null;
    this.state = 'running';
    this.progress = { checked: 0, bytes: 0 };
    this.damages = [];
    try {
      this.state = (await this.#verify(new FormData(event.target).has('hashes'))) ? 'done' : 'stopped';
    } catch (problem) {
      this.fault = problemText(problem);
      this.state = 'stopped';
    }
  }

  /** Returns whether the end was reached. */
  async #verify(hashes) {
    let after = null;
    do {
      const { checked, bytes, damages, next } = await http.post('api/admin/files/verify', { after, hashes });
      this.progress = { checked: this.progress.checked + checked, bytes: this.progress.bytes + bytes };
      this.damages = [...this.damages, ...damages];
      after = next;
    } while (after !== null && !this.#stopped);
    return after === null;
  }
}

const line = ({ kind, blob, file, room, seq }) => html`
  <li class="doctor-line doctor-problem">
    <span class="doctor-sign">${icon('warning')}</span>
    <span class="lines-text">
      <b>${KINDS[kind] ?? kind}</b>
      ${room && seq ? html`<span>${t('admin.files.message', { room, seq })}</span>` : nothing}
      ${file ? html`<span class="muted small">${t('admin.files.file', { file })}</span>` : nothing}
      ${blob ? html`<span class="muted small">${t('admin.files.storedAs', { blob })}</span>` : nothing}
    </span>
  </li>
`;

customElements.define('parley-admin-files', ParleyAdminFiles);
