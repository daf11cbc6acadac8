import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { PageElement } from '../element.js';
import { inviteApi } from '../../net/room-api.js';
import { problemWords } from '../words.js';
import '../parley-invites.js';

const POLICIES = [
  ['open', 'Anybody who finds this site'],
  ['invitation', 'Who has an invite of an administrator'],
  ['closed', 'Nobody: administrators make accounts'],
];

/** What holds for the whole installation. */
class ParleyAdminSettings extends PageElement {
  static properties = { settings: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#do(() => http.get('api/admin/settings'));
  }

  render() {
    if (!this.settings) {
      return html`<p class="muted" role="status">${this.fault ?? 'Loading…'}</p>`;
    }
    return html`
      <div class="cards">
        <section class="card" aria-labelledby="policy-heading">
          <h2 id="policy-heading">Who may come</h2>
          <fieldset class="choice choice-column">
            <legend>Who may make an account</legend>
            ${POLICIES.map(
              ([value, label]) => html`
                <label><input type="radio" name="registration" .checked=${this.settings.registration === value} @change=${() => this.#change({ registration: value })} />${label}</label>
              `,
            )}
          </fieldset>
          <label class="check"><input type="checkbox" .checked=${this.settings.guests} @change=${({ target }) => this.#change({ guests: target.checked })} />Let guests in, with a name only</label>
          <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
        </section>
        <section class="card" aria-labelledby="invites-heading">
          <h2 id="invites-heading">Invites</h2>
          <p class="muted">With such a link somebody can make an account, also where an invitation is asked for.</p>
          <parley-invites .api=${inviteApi}></parley-invites>
        </section>
      </div>
    `;
  }

  #change(difference) {
    this.#do(() => http.patch('api/admin/settings', difference));
  }

  async #do(doing) {
    this.fault = null;
    try {
      this.settings = await doing();
    } catch (problem) {
      this.fault = problemWords(problem);
    }
  }
}

customElements.define('parley-admin-settings', ParleyAdminSettings);
