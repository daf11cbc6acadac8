import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { device } from '../kit/device.js';
import { PageElement } from '../kit/element.js';
import { dayWithin, timeOf } from '../kit/times.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

/** The account's sessions, each with a button to end it. */
class ParleySessions extends PageElement {
  static properties = { sessions: { state: true }, fault: { state: true } };

  firstUpdated() {
    this.#run(() => Promise.resolve());
  }

  render() {
    return html`
      <section class="card" aria-labelledby="sessions-heading">
        <h2 id="sessions-heading">${t('account.sessions.activeSessions')}</h2>
        <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
        <ul class="lines">
          ${this.sessions?.map((session) => html`
            <li>
              <span class="lines-text">
                <b>${device(session.user_agent)}${session.current ? html` <span class="you">${t('account.sessions.thisOne')}</span>` : nothing}</b>
                <span class="muted small">${t('account.sessions.lastUsed', { last_seen_at: dayWithin(session.last_seen_at) })} ${timeOf(session.last_seen_at)} ${t('account.sessions.since', { created_at: dayWithin(session.created_at) })}</span>
              </span>
              ${session.current
                ? nothing
                : html`<button type="button" class="button button-quiet" aria-label=${t('account.sessions.logOut', { user_agent: device(session.user_agent) })} @click=${() => this.#end(session)}>${t('account.sessions.logOut2')}</button>`}
            </li>
          `)}
        </ul>
      </section>
    `;
  }

  #end({ id }) {
    this.#run(() => http.delete(`api/account/sessions/${id}`));
  }

  async #run(action) {
    this.fault = null;
    try {
      await action();
      this.sessions = (await http.get('api/account/sessions')).sessions;
    } catch (problem) {
      this.fault = problemText(problem);
    }
  }
}

customElements.define('parley-sessions', ParleySessions);
