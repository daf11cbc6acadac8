import { html, nothing } from 'lit';
import { http } from '../net/http.js';
import { PageElement } from './element.js';
import { dayWithin, timeOf } from './times.js';
import { problemWords } from './words.js';

/** Where one is signed in, and the end of what one does not know. */
class ParleySessions extends PageElement {
  static properties = { sessions: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#do(() => Promise.resolve());
  }

  render() {
    return html`
      <section class="card" aria-labelledby="sessions-heading">
        <h2 id="sessions-heading">Where you are signed in</h2>
        <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
        <ul class="lines">
          ${this.sessions?.map((session) => html`
            <li>
              <span class="lines-words">
                <b>${device(session.user_agent)}${session.current ? html` <span class="you">this one</span>` : nothing}</b>
                <span class="muted small">Last used ${dayWithin(session.last_seen_at)}, ${timeOf(session.last_seen_at)} · since ${dayWithin(session.created_at)}</span>
              </span>
              ${session.current
                ? nothing
                : html`<button type="button" class="button button-quiet" aria-label="Sign out ${device(session.user_agent)}" @click=${() => this.#end(session)}>Sign out</button>`}
            </li>
          `)}
        </ul>
      </section>
    `;
  }

  #end({ id }) {
    this.#do(() => http.delete(`api/account/sessions/${id}`));
  }

  async #do(doing) {
    this.fault = null;
    try {
      await doing();
      this.sessions = (await http.get('api/account/sessions')).sessions;
    } catch (problem) {
      this.fault = problemWords(problem);
    }
  }
}

const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrom', 'Chrome'],
  ['Safari', 'Safari'],
];
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
];

/** What a browser tells of itself, as people call it. */
function device(agent) {
  const named = (list) => list.find(([part]) => agent.includes(part))?.[1];
  return [named(BROWSERS) ?? 'A program', named(SYSTEMS)].filter(Boolean).join(' on ');
}

customElements.define('parley-sessions', ParleySessions);
