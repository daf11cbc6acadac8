import { html, nothing } from 'lit';
import { address } from '../net/address.js';
import { PageElement } from './element.js';
import { icon } from './icons.js';
import { dayWithin } from './times.js';
import { problemWords } from './words.js';

const DAY = 86_400;
const ENDS = [
  ['', 'Never'],
  [String(DAY / 24), 'In an hour'],
  [String(DAY), 'In a day'],
  [String(7 * DAY), 'In a week'],
  [String(30 * DAY), 'In a month'],
];
const USES = ['', '1', '5', '10', '25', '100'];

/** Links that let people in; where to, the `api` knows. */
class ParleyInvites extends PageElement {
  static properties = { api: {}, invites: { state: true }, next: { state: true }, made: { state: true }, copied: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#read();
  }

  render() {
    return html`
      <form class="form" @submit=${this.#make}>
        <div class="pair">
          <div class="field">
            <label for="invite-end">Ends</label>
            <select id="invite-end" class="input" name="end">
              ${ENDS.map(([value, label]) => html`<option value=${value} ?selected=${value === String(7 * DAY)}>${label}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="invite-uses">Uses</label>
            <select id="invite-uses" class="input" name="uses">${USES.map((value) => html`<option value=${value}>${value || 'Any number'}</option>`)}</select>
          </div>
        </div>
        <button class="button">${icon('link')}Create a link</button>
      </form>
      <div role="status">
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}
        ${this.made
          ? html`
              <div class="form-done made">
                <p>Whoever has this link can join. It is shown this once.</p>
                <div class="made-line">
                  <input class="input" readonly aria-label="Invite link" .value=${this.made} @focus=${({ target }) => target.select()} />
                  <button type="button" class="button" @click=${this.#copy}>${icon('copy')}${this.copied ? 'Copied' : 'Copy'}</button>
                </div>
              </div>
            `
          : nothing}
      </div>
      ${this.invites?.length
        ? html`
            <ul class="lines">
              ${this.invites.map((invite) => html`
                <li>
                  <span class="lines-words"
                    ><b>By ${invite.by}</b
                    ><span class="muted small">Used ${invite.used}${invite.uses ? ` of ${invite.uses}` : ''} times · ${invite.expires_at ? `ends ${dayWithin(invite.expires_at)}` : 'never ends'}</span></span
                  >
                  <button type="button" class="button button-quiet" @click=${() => this.#revoke(invite)}>Revoke</button>
                </li>
              `)}
            </ul>
            ${this.next ? html`<button type="button" class="button button-quiet" @click=${this.#more}>Show more</button>` : nothing}
          `
        : html`<p class="muted">${this.invites ? 'No link is in use.' : ''}</p>`}
    `;
  }

  async #read() {
    await this.#do(async () => {
      const { invites, next } = await this.api.list();
      this.invites = invites;
      this.next = next;
    });
  }

  async #more() {
    await this.#do(async () => {
      const { invites, next } = await this.api.list(this.next);
      this.invites = [...this.invites, ...invites];
      this.next = next;
    });
  }

  async #make(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const terms = { expires_in_seconds: Number(form.get('end')) || null, uses: Number(form.get('uses')) || null };
    await this.#do(async () => {
      this.made = address((await this.api.create(terms)).url);
      this.copied = false;
    });
    await this.#read();
  }

  async #revoke(invite) {
    await this.#do(() => this.api.revoke(invite.id));
    await this.#read();
  }

  async #copy() {
    await navigator.clipboard.writeText(this.made);
    this.copied = true;
  }

  async #do(doing) {
    this.fault = null;
    await doing().catch((problem) => (this.fault = problemWords(problem)));
  }
}

customElements.define('parley-invites', ParleyInvites);
