import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { inviteApi } from '../../net/room-api.js';
import { address } from '../../net/address.js';
import { copyText } from '../kit/copy.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { rich, t } from '../../texts/texts.js';

/** The welcome for the first account on a new server: it is the administrator, and can invite others. */
class ParleyFirstRun extends PageElement {
  static properties = { account: {}, alone: { state: true }, fault: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.account.admin && this.#load();
  }

  render() {
    if (!this.alone) {
      return nothing;
    }
    return html`
      <section class="first-run" aria-labelledby="first-run-title">
        <h2 id="first-run-title">${t('chat.first-run.yourServerIsReady')}</h2>
        <p>${t('chat.first-run.youreTheFirstOne')}</p>
        <ol>
          <li>
            ${rich('chat.first-run.anyoneWithTheLink', { action: html`<b>${t('chat.first-run.invitePeople')}</b>` })}
            <span><button type="button" class="button" @click=${this.#invite}>${icon('link')}${t('chat.first-run.copyInviteLink')}</button></span>
          </li>
          <li>${rich('chat.first-run.forEachTopicOr', { action: html`<b>${t('chat.first-run.createARoom')}</b>` })}</li>
          ${isSecureContext ? nothing : html`<li>${rich('chat.first-run.withoutHttpsOthersCan', { action: html`<b>${t('chat.first-run.setUpHttps')}</b>`, link: html`<a href="admin#doctor">${t('chat.first-run.seeHow')}</a>` })}</li>`}
          <li>${rich('chat.first-run.andDecideWhoMay', { action: html`<b>${t('chat.first-run.checkYourInstallation')}</b>`, link: html`<a href="admin">${t('chat.first-run.administration')}</a>` })}</li>
        </ol>
        ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing}
      </section>
    `;
  }

  /** Checks whether there is no other account yet. */
  async #load() {
    const { accounts } = await http.get('api/admin/accounts').catch(() => ({ accounts: [] }));
    this.alone = accounts.length === 1;
  }

  async #invite() {
    try {
      const { url } = await inviteApi.create({ expires_in_seconds: 7 * 24 * 3600 });
      await copyText(new URL(address(url), document.baseURI).href, t('chat.first-run.inviteLinkCopied'));
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }
}

customElements.define('parley-first-run', ParleyFirstRun);
