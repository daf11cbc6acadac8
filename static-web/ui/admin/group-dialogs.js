import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { Problem } from '../../net/problem.js';
import { pickPeople } from '../details/pick-people.js';
import { avatar } from '../kit/avatar.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

export const groupPath = (name, rest = '') => `api/admin/groups/${encodeURIComponent(name)}${rest}`;

const personPath = (name, username) => groupPath(name, `/people/${encodeURIComponent(username)}`);

/** The fields of a group, for a new one and for a change. */
export const groupFields = ({ id, name = '', description = '' }) => html`
  <div class="field"><label for="${id}-name">${t('admin.groups.name')}</label><input id="${id}-name" name="name" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="34" .value=${name} required /></div>
  <div class="field"><label for="${id}-description">${t('admin.groups.description')}</label><input id="${id}-description" name="description" autocomplete="off" maxlength="200" dir="auto" .value=${description} /></div>
`;

/** The values of these fields. A name may be typed with its `@`. */
export const groupValues = ({ elements }) => ({ name: elements.name.value.trim().replace(/^@/, ''), description: elements.description.value });

/** A refusal as a sentence. */
export const groupProblem = (problem) => (problem.errors?.[0]?.code === 'reserved' ? t('admin.groups.reserved') : problemText(problem));

/** Opens the form that renames and describes a group; `save` rejects with a problem. */
export function editGroup(group, save) {
  const submit = (close) => async (event) => {
    event.preventDefault();
    await save(groupValues(event.target)).then(close, (problem) => show(problem));
  };
  let fault = null;
  const show = (problem) => {
    fault = groupProblem(problem);
    draw();
  };
  const draw = openDialog({
    title: t('admin.groups.editName', { name: group.name }),
    className: 'new-direct',
    content: (close) => html`
      <form class="form" novalidate @submit=${submit(close)}>
        ${groupFields({ id: 'edited-group', ...group })}
        <p class="muted small">${t('admin.groups.renameHint')}</p>
        <div role="status">${fault ? html`<p class="form-error">${fault}</p>` : nothing}</div>
        <div class="dialog-actions"><button class="button">${t('admin.groups.save')}</button></div>
      </form>
    `,
  });
}

/** Opens the list of a group's people, from which people are removed and to which they are added. */
export async function managePeople({ name }, changed) {
  let { people } = await http.get(`api/groups/${encodeURIComponent(name)}`);
  let fault = null;
  const update = async (action) => {
    fault = await action().then(() => null, groupProblem);
    people = await http.get(`api/groups/${encodeURIComponent(name)}`).then((group) => group.people, () => people);
    draw();
    changed();
  };
  const add = (close) => () => {
    close();
    addPeople(name, people, changed);
  };
  const draw = openDialog({
    title: t('admin.groups.peopleOf', { name }),
    className: 'new-direct',
    content: (close) => html`
      <div role="status">${fault ? html`<p class="form-error">${fault}</p>` : nothing}</div>
      ${people.length === 0 ? html`<p class="muted">${t('admin.groups.noPeople')}</p>` : nothing}
      <ul class="group-people">
        ${people.map(({ username, display_name }) => html`
          <li class="group-person">
            ${avatar(username, 'small')}<span class="group-person-name"><b dir="auto">${display_name}</b> <span class="muted small">@${username}</span></span>
            <button type="button" class="button-icon" aria-label=${t('admin.groups.removePerson', { username })} title=${t('admin.groups.removePerson', { username })} @click=${() => update(() => http.delete(personPath(name, username)))}>${icon('cross')}</button>
          </li>
        `)}
      </ul>
      <div class="dialog-actions"><button type="button" class="button" @click=${add(close)}>${icon('plus')}${t('admin.groups.addPeople')}</button></div>
    `,
  });
}

function addPeople(name, people, changed) {
  pickPeople({
    title: t('admin.groups.addPeopleTo', { name }),
    excluded: people.map(({ username }) => username),
    most: 50,
    hint: () => t('admin.groups.addHint'),
    action: (chosen) => t('admin.groups.addCount', { count: chosen.length }),
    run: async (usernames) => {
      const refused = [];
      for (const username of usernames) {
        await http.put(personPath(name, username), {}).catch((problem) => refused.push(`@${username}: ${groupProblem(problem)}`));
      }
      changed();
      if (refused.length > 0) {
        throw new Problem({ code: 'not_added', detail: refused.join(' ') });
      }
      managePeople({ name }, changed);
    },
  });
}
