import { html, nothing } from 'lit';
import { address } from '../../net/address.js';
import { copyText } from '../kit/copy.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { latestOnly } from '../kit/latest.js';
import { problemText } from '../kit/problem-text.js';
import { webhookLine } from './webhook-line.js';
import { t } from '../../texts/texts.js';

/** The webhooks of a room. */
class ParleyWebhooks extends PageElement {
  static properties = { api: {}, commandApi: {}, commands: { state: true }, webhooks: { state: true }, next: { state: true }, made: { state: true }, fault: { state: true }, busy: { state: true } };

  #latest = latestOnly();

  firstUpdated() {
    this.#run(() => this.#read());
  }

  render() {
    const commands = { commands: this.commands, api: this.commandApi, changed: () => this.#run(() => this.#readCommands()) };
    return html`
      <p class="muted small">${t('details.webhooks.intro')}</p>
      <form class="form" @submit=${this.#create}>
        <div class="field"><label for="webhook-name">${t('details.webhooks.name')}</label><input id="webhook-name" class="input" name="name" dir="auto" required maxlength="64" autocomplete="off" /></div>
        <div class="field">
          <label for="webhook-url">${t('details.webhooks.url')}</label>
          <input id="webhook-url" class="input" name="url" type="url" maxlength="2048" autocomplete="off" aria-describedby="webhook-url-hint" />
          <p id="webhook-url-hint" class="muted small">${t('details.webhooks.urlHint')}</p>
        </div>
        <label class="check"><input type="checkbox" name="mentions_here" /> ${t('details.webhooks.mentionsHere')}</label>
        <button class="button" ?disabled=${this.busy}>${t('details.webhooks.create')}</button>
      </form>
      <div role="status">
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}
        ${this.made ? this.#once() : nothing}
      </div>
      ${this.webhooks?.length
        ? html`<ul class="lines">${this.webhooks.map((webhook) => webhookLine(webhook, { api: this.api, act: (action) => this.#act(action), changed: () => this.#run(() => this.#read()), commands }))}</ul>`
        : html`<p class="muted">${this.webhooks ? t('details.webhooks.none') : ''}</p>`}
      ${this.next ? html`<button type="button" class="button button-quiet" @click=${() => this.#run(() => this.#read(this.next))}>${t('details.webhooks.showMore')}</button>` : nothing}
    `;
  }

  #once() {
    const line = (label, value) => html`
      <div class="field">
        <span class="small">${label}</span>
        <div class="made-line">
          <input class="input" readonly aria-label=${label} .value=${value} @focus=${({ target }) => target.select()} />
          <button type="button" class="button" @click=${() => copyText(value, t('details.webhooks.copied'))}>${icon('copy')}${t('details.webhooks.copy')}</button>
        </div>
      </div>
    `;
    return html`
      <div class="form-done made">
        <p>${t('details.webhooks.made')}</p>
        ${line(t('details.webhooks.postUrl'), address(this.made.post_url))} ${this.made.secret ? line(t('details.webhooks.secret'), this.made.secret) : nothing}
      </div>
    `;
  }

  async #create(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const form = event.target;
    const values = new FormData(form);
    this.busy = true;
    await this.#act(async () => {
      this.made = await this.api.create({ name: values.get('name'), url: values.get('url').trim() || null, mentions_here: values.has('mentions_here') });
      form.reset();
    });
    this.busy = false;
  }

  async #read(after = null) {
    const page = await this.#latest(() => this.api.list(after));
    if (page) {
      this.webhooks = [...(after ? this.webhooks : []), ...page.hooks];
      this.next = page.next;
      await this.#readCommands();
    }
  }

  async #readCommands() {
    ({ commands: this.commands } = await this.commandApi.list());
  }

  #act(action) {
    return this.#run(async () => {
      await action();
      await this.#read();
    });
  }

  async #run(action) {
    this.fault = null;
    await action().catch((problem) => (this.fault = problemText(problem)));
  }
}

customElements.define('parley-webhooks', ParleyWebhooks);
