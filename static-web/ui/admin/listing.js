import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { PageElement } from '../kit/element.js';
import { latestOnly } from '../kit/latest.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

const DEBOUNCE = 250;

/**
 * A searchable, paged list.
 *
 * Subclasses define `path(query, next)`, `rows(page)`, `row(row)` and `empty`.
 */
export class Listing extends PageElement {
  static properties = { found: { state: true }, next: { state: true }, fault: { state: true }, note: { state: true }, busy: { state: true } };

  #query = '';
  #timer = null;
  #latest = latestOnly();

  firstUpdated() {
    this.read();
  }

  /** Reads the first page, or the page after the current one. */
  async read(next = null) {
    try {
      const page = await this.#latest(() => http.get(this.path(this.#query, next)));
      if (page) {
        this.found = [...(next ? this.found : []), ...this.rows(page)];
        this.next = page.next;
        this.fault = null;
      }
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }

  /**
   * Runs an action, on a row for instance, and shows its outcome. There is one at a time, so that a form that is submitted
   * twice is sent once.
   *
   * @param note a text, or a function that returns one for the action's result
   */
  async act(action, note = null) {
    if (this.busy) {
      toast(t('admin.listing.stillBusy'));
      return;
    }
    this.busy = true;
    this.fault = null;
    this.note = null;
    try {
      const done = await action();
      this.note = typeof note === 'function' ? note(done) : note;
      await this.read();
    } catch (problem) {
      this.fault = refusalText(problem);
    } finally {
      this.busy = false;
    }
  }

  search(label) {
    return html`<input class="input" type="search" aria-label=${label} placeholder=${label} autocomplete="off" maxlength="200" @input=${({ target }) => this.#typed(target.value)} />`;
  }

  list() {
    return html`
      <div role="status">
        ${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing} ${this.note ? html`<p class="form-done">${this.note}</p>` : nothing}
      </div>
      ${this.found?.length === 0 && !this.next ? html`<p class="muted">${this.empty}</p>` : nothing}
      <ul class="lines">${this.found?.map((row) => this.row(row))}</ul>
      ${this.next ? html`<p><button type="button" class="button button-quiet" @click=${() => this.read(this.next)}>${t('admin.listing.showMore')}</button></p>` : nothing}
    `;
  }

  #typed(query) {
    clearTimeout(this.#timer);
    this.#query = query.trim();
    this.#timer = setTimeout(() => this.read(), DEBOUNCE);
  }
}

/** A refusal as a sentence that names the refused field. */
export function refusalText(problem) {
  const field = problem.errors?.[0];
  return field ? `${problemText(problem)} (${field.field}: ${field.code})` : problemText(problem);
}

/** The query string of all values that are not empty. */
export const query = (values) => {
  const filled = Object.entries(values).filter(([, value]) => value);
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled)}`;
};
