import { html } from 'lit';
import { http } from '../../net/http.js';
import { dayOf, timeOf } from '../kit/times.js';
import { Listing, query } from './listing.js';
import { t } from '../../texts/texts.js';

/** Tasks that were given up, newest first, with the reason. */
class ParleyAdminTasks extends Listing {
  empty = t('admin.tasks.none');

  path = (text, before) => `api/admin/tasks${query({ before })}`;
  rows = ({ tasks }) => tasks;

  render() {
    return html`
      <section aria-labelledby="tasks-heading">
        <h2 id="tasks-heading">${t('admin.tasks.heading')}</h2>
        <p class="muted">${t('admin.tasks.explanation')}</p>
        ${this.list()}
      </section>
    `;
  }

  row({ id, kind, key, tries, last_error, failed_at }) {
    return html`
      <li>
        <span class="lines-text">
          <span><b>${kind}</b> <span dir="auto">${last_error}</span></span>
          <span class="muted small">${dayOf(failed_at)}, ${timeOf(failed_at)} · ${t('admin.tasks.tries', { count: tries })} · ${key}</span>
        </span>
        <button type="button" class="button button-quiet" @click=${() => this.act(() => http.post(`api/admin/tasks/${id}/retry`), t('admin.tasks.retried'))}>${t('admin.tasks.retry')}</button>
      </li>
    `;
  }
}

customElements.define('parley-admin-tasks', ParleyAdminTasks);
