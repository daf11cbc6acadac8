import { html, nothing } from 'lit';
import { http } from '../net/http.js';
import { inviteApi } from '../net/room-api.js';
import { address } from '../net/address.js';
import { copyText } from './copy.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { problemWords } from './words.js';

/** What the first person on a new server should know: that they administer it, and how the others get in. */
class ParleyFirstRun extends PageElement {
  static properties = { account: {}, alone: { state: true }, fault: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.account.admin && this.#look();
  }

  render() {
    if (!this.alone) {
      return nothing;
    }
    return html`
      <section class="first-run" aria-labelledby="first-run-title">
        <h2 id="first-run-title">Your server is ready</h2>
        <p>You are the first one here, and you administer this server. Next:</p>
        <ol>
          <li>
            <b>Invite people.</b> Everyone with the link can create an account for a week.
            <span><button type="button" class="button" @click=${this.#invite}>${icon('link')}Copy invite link</button></span>
          </li>
          <li><b>Create a room</b> for each topic or team, above. Everybody is in General.</li>
          <li><b>Check your installation</b> and decide who may register, in <a href="admin">Administration</a>.</li>
        </ol>
        ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing}
      </section>
    `;
  }

  /** Whether nobody else has an account yet. */
  async #look() {
    const { accounts } = await http.get('api/admin/accounts').catch(() => ({ accounts: [] }));
    this.alone = accounts.length === 1;
  }

  async #invite() {
    try {
      const { url } = await inviteApi.create({ expires_in_seconds: 7 * 24 * 3600 });
      await copyText(new URL(address(url), document.baseURI).href, 'Invite link copied');
    } catch (problem) {
      this.fault = problemWords(problem);
    }
  }
}

customElements.define('parley-first-run', ParleyFirstRun);
