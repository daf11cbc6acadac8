import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { session } from '../account/session.js';
import { FormElement } from '../kit/form.js';
import { t } from '../../texts/texts.js';

/** The form that sends a new invite to an address; nothing without a mail server. */
class ParleyInviteMail extends FormElement {
  static properties = { token: {}, offered: { state: true }, sent: { state: true } };

  constructor() {
    super();
    session.then(({ mail }) => (this.offered = mail));
  }

  /** Another invite has been sent to nobody. */
  willUpdate(changed) {
    if (changed.has('token')) {
      this.sent = null;
      this.problem = null;
    }
  }

  render() {
    return this.offered
      ? html`
          <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#send(values, event.target))}>
            ${this.field('address', t('details.invites.address'), { type: 'email', maxlength: 254 })} ${this.fault()}
            <div role="status">${this.sent ? html`<p>${t('details.invites.sentTo', { address: this.sent })}</p>` : nothing}</div>
            <button class="button button-quiet" ?disabled=${this.busy}>${t('details.invites.send')}</button>
          </form>
        `
      : nothing;
  }

  async #send({ address }, form) {
    const { token } = this;
    this.sent = null;
    await http.post(`api/invites/${token}/mail`, { address });
    if (token === this.token) {
      this.sent = address;
      form.reset();
    }
  }
}

customElements.define('parley-invite-mail', ParleyInviteMail);
