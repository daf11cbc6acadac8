import { html, nothing } from 'lit';
import { folded } from '../../model/folding.js';
import { http } from '../../net/http.js';
import { confirm } from '../kit/confirm.js';
import { icon } from '../kit/icons.js';
import { editGroup, groupFields, groupPath, groupProblem, groupValues, managePeople } from './group-dialogs.js';
import { Listing } from './listing.js';
import { t } from '../../texts/texts.js';

/** Administration of groups: finds, creates, renames, describes and deletes groups, and manages their people. */
class ParleyAdminGroups extends Listing {
  #wanted = '';

  path = (text) => {
    this.#wanted = folded(text.replace(/^@/, ''));
    return 'api/groups';
  };

  get empty() {
    return this.#wanted ? t('admin.groups.noGroupsFound') : t('admin.groups.noGroups');
  }

  rows = ({ groups }) => groups.filter(({ name, description }) => folded(`${name} ${description}`).includes(this.#wanted));

  render() {
    return html`
      <div class="admin-tools">${this.search(t('admin.groups.searchGroups'))}</div>
      <details class="admin-new">
        <summary>${icon('plus')}${t('admin.groups.newGroup')}</summary>
        <form class="form" novalidate @submit=${this.#create}>
          ${groupFields({ id: 'new-group' })}
          <p class="muted small">${t('admin.groups.hint')}</p>
          <button class="button" ?disabled=${this.busy}>${t('admin.groups.create')}</button>
        </form>
      </details>
      ${this.list()}
    `;
  }

  row(group) {
    const { name, description, people } = group;
    return html`
      <li>
        <span class="lines-text">
          <b dir="auto">@${name}</b>
          <span class="muted small" dir="auto">${t('admin.groups.people', { count: people })}${description ? html` · ${description}` : nothing}</span>
        </span>
        <span class="actions" role="group" aria-label=${t('admin.groups.actionsFor', { name })}>
          <button type="button" class="button button-quiet" @click=${() => this.#people(group)}>${t('admin.groups.managePeople')}</button>
          <button type="button" class="button button-quiet" @click=${() => this.#edit(group)}>${t('admin.groups.edit')}</button>
          <button type="button" class="button button-quiet button-warning" @click=${() => this.#delete(name)}>${t('admin.groups.delete')}</button>
        </span>
      </li>
    `;
  }

  #people(group) {
    managePeople(group, () => this.read()).catch((problem) => (this.fault = groupProblem(problem)));
  }

  #edit(group) {
    editGroup(group, async (values) => {
      // An unchanged name is not sent: another administrator may have renamed the group meanwhile.
      await http.patch(groupPath(group.name), values.name === group.name ? { description: values.description } : values);
      await this.read();
    });
  }

  async #delete(name) {
    const agreed = await confirm({ title: t('admin.groups.deleteQuestion', { name }), detail: t('admin.groups.messagesKeepIt'), action: t('admin.groups.delete') });
    agreed && this.act(() => http.delete(groupPath(name)));
  }

  #create(event) {
    event.preventDefault();
    const form = event.target;
    const values = groupValues(form);
    this.act(async () => {
      await http.post('api/admin/groups', values);
      form.reset();
    }, t('admin.groups.created', { name: values.name }));
  }
}

customElements.define('parley-admin-groups', ParleyAdminGroups);
