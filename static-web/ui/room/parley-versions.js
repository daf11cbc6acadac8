import { html } from 'lit';
import { roomApi } from '../../net/room-api.js';
import { openDialog } from '../kit/dialog.js';
import { PageElement } from '../kit/element.js';
import { skeleton } from '../kit/placeholders.js';
import { problemText } from '../kit/problem-text.js';
import { dayOf, timeOf } from '../kit/times.js';
import { t } from '../../texts/texts.js';

/** Shows the edit history of a message in a dialog. */
export const showVersions = (room, seq) =>
  openDialog({ title: t('room.versions.editHistory'), className: 'details', content: () => html`<parley-versions .room=${room} .seq=${seq}></parley-versions>` });

/** The texts of an edited message, the newest first, as they were typed. */
class ParleyVersions extends PageElement {
  static properties = { room: {}, seq: {}, versions: { state: true }, problem: { state: true } };

  firstUpdated() {
    roomApi.versions(this.room.id, this.seq).then(
      ({ versions }) => (this.versions = versions),
      (problem) => (this.problem = problem),
    );
  }

  render() {
    if (this.problem) {
      return html`<p role="alert">${problemText(this.problem)}</p>`;
    }
    if (!this.versions) {
      return skeleton('mentions');
    }
    return html`
      ${this.versions.length === 1 ? html`<p class="muted">${t('room.versions.notKept')}</p>` : ''}
      <ol class="versions">
        ${this.versions.map(
          ({ text, at }, i) => html`
            <li>
              <p class="muted small">${dayOf(at)}, ${timeOf(at)}${i === 0 ? html` · ${t('room.versions.current')}` : ''}</p>
              ${text === '' ? html`<p class="muted">${t('room.versions.noText')}</p>` : html`<p class="version-text" dir="auto">${text}</p>`}
            </li>
          `,
        )}
      </ol>
    `;
  }
}

customElements.define('parley-versions', ParleyVersions);
