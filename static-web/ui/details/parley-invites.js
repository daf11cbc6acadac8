import { html, nothing } from 'lit';
import { address } from '../../net/address.js';
import { copyText } from '../kit/copy.js';
import { PageElement } from '../kit/element.js';
import './parley-invite-mail.js';
import { icon } from '../kit/icons.js';
import { latestOnly } from '../kit/latest.js';
import { dayWithin } from '../kit/times.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

const DAY = 86_400;
const ENDS = [
  ['', t('details.invites.never')],
  [String(DAY / 24), t('details.invites.hour')],
  [String(DAY), t('details.invites.day')],
  [String(7 * DAY), t('details.invites.week')],
  [String(30 * DAY), t('details.invites.month')],
];
const USES = ['', '1', '5', '10', '25', '100'];

/** Invite links to a room or to the installation, depending on `api`. */
class ParleyInvites extends PageElement {
  static properties = { api: {}, invites: { state: true }, next: { state: true }, made: { state: true }, copied: { state: true }, fault: { state: true }, busy: { state: true } };

  #latest = latestOnly();

  firstUpdated() {
    this.#run(() => this.#read());
  }

  render() {
    return html`
      <form class="form" @submit=${this.#create}>
        <div class="pair">
          <div class="field">
            <label for="invite-end">${t('details.invites.ends')}</label>
            <select id="invite-end" class="input" name="end">
              ${ENDS.map(([value, label]) => html`<option value=${value} ?selected=${value === String(7 * DAY)}>${label}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="invite-uses">${t('details.invites.uses')}</label>
            <select id="invite-uses" class="input" name="uses">${USES.map((value) => html`<option value=${value}>${value || t('details.invites.anyNumber')}</option>`)}</select>
          </div>
        </div>
        <button class="button" ?disabled=${this.busy}>${icon('link')}${t('details.invites.createInviteLink')}</button>
      </form>
      <div role="status">
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}
        ${this.made
          ? html`
              <div class="form-done made">
                <p>${t('details.invites.anyoneWithThisLink')}</p>
                <div class="made-line">
                  <input class="input" readonly aria-label=${t('details.invites.inviteLink')} .value=${this.made} @focus=${({ target }) => target.select()} />
                  <button type="button" class="button" @click=${this.#copy}>${icon('copy')}${this.copied ? t('details.invites.copied') : t('details.invites.copy')}</button>
                </div>
                <parley-invite-mail .token=${this.made.split('/').at(-1)}></parley-invite-mail>
              </div>
            `
          : nothing}
      </div>
      ${this.invites?.length
        ? html`
            <ul class="lines">
              ${this.invites.map((invite) => html`
                <li>
                  <span class="lines-text"
                    ><b>${t('details.invites.by', { by: invite.by })}</b
                    ><span class="muted small">${invite.uses ? t('details.invites.usedOf', { used: invite.used, count: invite.uses }) : t('details.invites.used', { count: invite.used })} · ${invite.expires_at ? t('details.invites.expiresOn', { day: dayWithin(invite.expires_at) }) : t('details.invites.neverExpires')}</span></span
                  >
                  <button type="button" class="button button-quiet" @click=${() => this.#revoke(invite)}>${t('details.invites.revoke')}</button>
                </li>
              `)}
            </ul>
            ${this.next ? html`<button type="button" class="button button-quiet" @click=${() => this.#run(() => this.#read(this.next))}>${t('details.invites.showMore')}</button>` : nothing}
          `
        : html`<p class="muted">${this.invites ? t('details.invites.noLinkIsIn') : ''}</p>`}
    `;
  }

  async #read(before = null) {
    const page = await this.#latest(() => this.api.list(before));
    if (page) {
      this.invites = [...(before ? this.invites : []), ...page.invites];
      this.next = page.next;
    }
  }

  async #create(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const form = new FormData(event.target);
    const terms = { expires_in_seconds: Number(form.get('end')) || null, uses: Number(form.get('uses')) || null };
    this.busy = true;
    await this.#run(async () => {
      await this.#make(terms);
      await this.#read();
    });
    this.busy = false;
  }

  /** An earlier link must not be taken for the one that was refused. */
  async #make(terms) {
    const made = await this.api.create(terms).catch((problem) => {
      this.made = null;
      throw problem;
    });
    this.made = address(made.url);
    this.copied = false;
  }

  async #revoke(invite) {
    await this.#run(async () => {
      await this.api.revoke(invite.id);
      await this.#read();
    });
  }

  async #copy() {
    this.copied = await copyText(this.made, t('details.invites.inviteLinkCopied'));
  }

  async #run(action) {
    this.fault = null;
    await action().catch((problem) => (this.fault = problemText(problem)));
  }
}

customElements.define('parley-invites', ParleyInvites);
