import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { PageElement } from '../element.js';
import { problemWords } from '../words.js';

const PAUSE = 250;

/**
 * A list that is searched and read page by page.
 *
 * Who extends it says `path(query, next)`, `rows(page)`, `row(row)` and `empty`.
 */
export class Listing extends PageElement {
  static properties = { found: { state: true }, next: { state: true }, fault: { state: true }, note: { state: true } };

  #query = '';
  #timer = null;
  #asked = 0;

  firstUpdated() {
    this.read();
  }

  /** Reads the list anew, or the page that follows. */
  async read(next = null) {
    const question = ++this.#asked;
    try {
      const page = await http.get(this.path(this.#query, next));
      if (question === this.#asked) {
        this.found = [...(next ? this.found : []), ...this.rows(page)];
        this.next = page.next;
        this.fault = null;
      }
    } catch (problem) {
      this.fault = problemWords(problem);
    }
  }

  /**
   * Does something with what is listed, and shows what became of it.
   *
   * @param note in words, or what tells them of what was done
   */
  async act(doing, note = null) {
    this.fault = null;
    this.note = null;
    try {
      const done = await doing();
      this.note = typeof note === 'function' ? note(done) : note;
      await this.read();
    } catch (problem) {
      const field = problem.errors?.[0];
      this.fault = field ? `${problemWords(problem)} (${field.field}: ${field.code})` : problemWords(problem);
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
      ${this.next ? html`<p><button type="button" class="button button-quiet" @click=${() => this.read(this.next)}>Show more</button></p>` : nothing}
    `;
  }

  #typed(query) {
    clearTimeout(this.#timer);
    this.#query = query.trim();
    this.#timer = setTimeout(() => this.read(), PAUSE);
  }
}

/** A query string of what is not empty. */
export const query = (values) => {
  const filled = Object.entries(values).filter(([, value]) => value);
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled)}`;
};
