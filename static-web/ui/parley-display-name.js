import { html } from 'lit';
import { http } from '../net/http.js';
import { FormElement } from './form.js';

/** By which name one is shown to others. */
class ParleyDisplayName extends FormElement {
  static properties = { account: {}, done: { state: true } };

  render() {
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, (values) => this.#rename(values))}>
        ${this.field('display_name', 'Display name', {
          autocomplete: 'nickname',
          value: this.account.display_name,
          hint: 'How others see you. Your username stays.',
        })}
        ${this.fault()}
        <div role="status">${this.done ? html`<p class="form-done">Saved.</p>` : ''}</div>
        <button class="button" ?disabled=${this.busy}>Save name</button>
      </form>
    `;
  }

  async #rename({ display_name }) {
    this.done = false;
    const renamed = await http.patch('api/account', { display_name });
    this.done = true;
    this.dispatchEvent(new CustomEvent('parley-renamed', { detail: renamed }));
  }
}

customElements.define('parley-display-name', ParleyDisplayName);
