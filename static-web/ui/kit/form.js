import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { Problem } from '../../net/problem.js';
import { fieldText, problemText } from './problem-text.js';
import { PageElement } from './element.js';
import { t } from '../../texts/texts.js';

/** A form that shows errors next to their fields and is submitted once at a time. */
export class FormElement extends PageElement {
  static properties = { problem: { state: true }, busy: { state: true }, shown: { state: true } };

  constructor() {
    super();
    this.problem = null;
    this.busy = false;
    this.shown = false;
  }

  /** Renders a field with its label, hint and error. */
  field(name, label, { type = 'text', autocomplete, hint, autofocus = false, maxlength, value } = {}) {
    const fault = fieldText(name, this.problem?.of(name));
    const described = [hint && `${name}-hint`, fault && `${name}-error`].filter(Boolean).join(' ');
    const input = html`<input
      id=${name}
      name=${name}
      type=${live(type === 'password' && this.shown ? 'text' : type)}
      autocomplete=${autocomplete ?? 'off'}
      autocapitalize="none"
      spellcheck="false"
      maxlength=${maxlength ?? nothing}
      value=${value ?? nothing}
      required
      ?autofocus=${autofocus}
      aria-invalid=${fault ? 'true' : 'false'}
      aria-describedby=${described || nothing}
    />`;
    return html`
      <div class="field">
        <label for=${name}>${label}</label>
        ${type === 'password' ? this.#withShow(name, input) : input}
        ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}
        ${fault ? html`<p class="field-error" id="${name}-error">${fault}</p>` : nothing}
      </div>
    `;
  }

  /** Renders the error of the form as a whole. */
  fault() {
    const general = this.problem && this.problem.errors.length === 0;
    return html`<div role="alert">${general ? html`<p class="form-error">${problemText(this.problem)}</p>` : nothing}</div>`;
  }

  /** Runs a form's work with the values of its fields; shows errors and focuses the first invalid field. */
  async submit(event, work) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const form = event.target;
    this.busy = true;
    this.problem = null;
    try {
      await work(Object.fromEntries(new FormData(form)));
    } catch (problem) {
      this.problem = problem instanceof Problem ? problem : new Problem({ detail: t('kit.form.somethingWentWrongTry') });
    }
    this.busy = false;
    await this.updateComplete;
    form.querySelector('[aria-invalid="true"]')?.focus();
  }

  #withShow(name, input) {
    return html`
      <div class="password">
        ${input}
        <button type="button" aria-controls=${name} aria-pressed=${this.shown} @click=${() => (this.shown = !this.shown)}>
          ${this.shown ? t('kit.form.hide') : t('kit.form.show')}<span class="visually-hidden"> ${t('kit.form.password')}</span>
        </button>
      </div>
    `;
  }
}
