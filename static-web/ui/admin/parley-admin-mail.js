import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';
import './parley-admin-tasks.js';

/** The configuration of the mail server, a form to test it, and failed tasks. */
class ParleyAdminMail extends FormElement {
  static properties = { configured: { state: true }, sent: { state: true }, failed: { state: true } };

  firstUpdated() {
    http.get('api/admin/mail').then(
      (configured) => (this.configured = configured),
      (problem) => (this.failed = problemText(problem)),
    );
  }

  render() {
    return html`
      <section aria-labelledby="mail-heading">
        <h2 id="mail-heading">${t('admin.mail.heading')}</h2>
        ${this.failed ? html`<p class="form-error" role="alert">${this.failed}</p>` : nothing} ${this.configured ? this.#server(this.configured) : nothing}
      </section>
      <parley-admin-tasks></parley-admin-tasks>
    `;
  }

  #server({ server, authenticates, from, links }) {
    if (!server) {
      return html`<p>${t('admin.mail.none')}</p>`;
    }
    return html`
      <ul class="lines">
        <li><span class="lines-text"><b>${t('admin.mail.server')}</b><span dir="auto">${server}${authenticates ? ` ${t('admin.mail.withLogIn')}` : nothing}</span></span></li>
        <li><span class="lines-text"><b>${t('admin.mail.from')}</b><span dir="auto">${from}</span></span></li>
        <li><span class="lines-text"><b>${t('admin.mail.links')}</b><span dir="auto">${links}</span></span></li>
      </ul>
      <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#test(values))}>
        ${this.field('address', t('admin.mail.address'), { type: 'email', maxlength: 254 })} ${this.fault()}
        <div role="status">${this.sent ? html`<p class="form-done">${t('admin.mail.sent', { address: this.sent })}</p>` : nothing}</div>
        <button class="button button-quiet" ?disabled=${this.busy}>${t('admin.mail.test')}</button>
      </form>
    `;
  }

  async #test({ address }) {
    this.sent = null;
    await http.post('api/admin/mail/test', { address });
    this.sent = address;
  }
}

customElements.define('parley-admin-mail', ParleyAdminMail);
