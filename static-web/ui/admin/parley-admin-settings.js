import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { PageElement } from '../kit/element.js';
import { inviteApi } from '../../net/room-api.js';
import { problemText } from '../kit/problem-text.js';
import { stored } from '../kit/stored.js';
import '../details/parley-invites.js';
import { t } from '../../texts/texts.js';

const POLICIES = [
  ['open', t('admin.settings.anyoneWithAccessTo')],
  ['invitation', t('admin.settings.peopleWithAnInvite')],
  ['closed', t('admin.settings.nobodyOnlyAdministratorsCreate')],
];

/** Settings of the whole installation. */
class ParleyAdminSettings extends PageElement {
  static properties = { settings: { state: true }, fault: { state: true }, busy: { state: true } };

  firstUpdated() {
    this.#run(() => http.get('api/admin/settings'));
  }

  render() {
    if (!this.settings) {
      return html`<p class="muted" role="status">${this.fault ?? t('admin.settings.loading')}</p>`;
    }
    return html`
      <div class="cards">
        <section class="card" aria-labelledby="policy-heading">
          <h2 id="policy-heading">${t('admin.settings.registration')}</h2>
          <fieldset class="choice choice-column">
            <legend>${t('admin.settings.whoCanSignUp')}</legend>
            ${POLICIES.map(
              ([value, label]) => html`
                <label><input type="radio" name="registration" .checked=${stored(this.settings.registration === value, this.busy)} @change=${() => this.#change({ registration: value })} />${label}</label>
              `,
            )}
          </fieldset>
          <label class="check"><input type="checkbox" .checked=${stored(this.settings.guests, this.busy)} @change=${({ target }) => this.#change({ guests: target.checked })} />${t('admin.settings.allowGuestsWhoOnly')}</label>
          <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
        </section>
        <section class="card" aria-labelledby="invites-heading">
          <h2 id="invites-heading">${t('admin.settings.invites')}</h2>
          <p class="muted">${t('admin.settings.anyoneWithAnInvite')}</p>
          <parley-invites .api=${inviteApi}></parley-invites>
        </section>
      </div>
    `;
  }

  #change(difference) {
    this.#run(() => http.patch('api/admin/settings', difference));
  }

  async #run(action) {
    this.fault = null;
    this.busy = true;
    try {
      this.settings = await action();
    } catch (problem) {
      this.fault = problemText(problem);
    }
    this.busy = false;
  }
}

customElements.define('parley-admin-settings', ParleyAdminSettings);
