import { html, nothing } from 'lit';
import { address } from '../../net/address.js';
import { copyText } from '../kit/copy.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { hookLine } from './webhook-line.js';
import { t } from '../../texts/texts.js';

/** The webhooks of a room. */
class ParleyHooks extends PageElement {
  static properties = { api: {}, hooks: { state: true }, next: { state: true }, made: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#run(() => this.#read());
  }

  render() {
    return html`
      <p class="muted small">${t('details.hooks.intro')}</p>
      <form class="form" @submit=${this.#create}>
        <div class="field"><label for="hook-name">${t('details.hooks.name')}</label><input id="hook-name" class="input" name="name" dir="auto" required maxlength="64" autocomplete="off" /></div>
        <div class="field">
          <label for="hook-url">${t('details.hooks.url')}</label>
          <input id="hook-url" class="input" name="url" type="url" maxlength="2048" autocomplete="off" aria-describedby="hook-url-hint" />
          <p id="hook-url-hint" class="muted small">${t('details.hooks.urlHint')}</p>
        </div>
        <label class="check"><input type="checkbox" name="mentions_here" /> ${t('details.hooks.mentionsHere')}</label>
        <button class="button">${t('details.hooks.create')}</button>
      </form>
      <div role="status">
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}
        ${this.made ? this.#once() : nothing}
      </div>
      ${this.hooks?.length
        ? html`<ul class="lines">${this.hooks.map((hook) => hookLine(hook, { api: this.api, act: (action) => this.#act(action) }))}</ul>`
        : html`<p class="muted">${this.hooks ? t('details.hooks.none') : ''}</p>`}
      ${this.next ? html`<button type="button" class="button button-quiet" @click=${() => this.#run(() => this.#read(this.next))}>${t('details.hooks.showMore')}</button>` : nothing}
    `;
  }

  #once() {
    const line = (label, value) => html`
      <div class="field">
        <span class="small">${label}</span>
        <div class="made-line">
          <input class="input" readonly aria-label=${label} .value=${value} @focus=${({ target }) => target.select()} />
          <button type="button" class="button" @click=${() => copyText(value, t('details.hooks.copied'))}>${icon('copy')}${t('details.hooks.copy')}</button>
        </div>
      </div>
    `;
    return html`
      <div class="form-done made">
        <p>${t('details.hooks.made')}</p>
        ${line(t('details.hooks.postUrl'), address(this.made.post_url))} ${this.made.secret ? line(t('details.hooks.secret'), this.made.secret) : nothing}
      </div>
    `;
  }

  async #create(event) {
    event.preventDefault();
    const form = event.target;
    const values = new FormData(form);
    await this.#act(async () => {
      this.made = await this.api.create({ name: values.get('name'), url: values.get('url').trim() || null, mentions_here: values.has('mentions_here') });
      form.reset();
    });
  }

  async #read(after = null) {
    const { hooks, next } = await this.api.list(after);
    this.hooks = [...(after ? this.hooks : []), ...hooks];
    this.next = next;
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

customElements.define('parley-hooks', ParleyHooks);
