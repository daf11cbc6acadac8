import { html, nothing } from 'lit';
import { avatars } from '../../model/avatars.js';
import { http } from '../../net/http.js';
import { avatar } from '../kit/avatar.js';
import { openDialog } from '../kit/dialog.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

/**
 * Opens the card of a group.
 *
 * @param name the group's name when a message mentioned it
 * @param openPerson shows the card of one of its people
 */
export async function showGroup(name, openPerson) {
  const group = await http.get(`api/groups/${encodeURIComponent(name)}`).catch((problem) => {
    toast(problem.status === 404 ? t('details.group.gone', { name }) : problemText(problem));
    return null;
  });
  group && openCard(group, openPerson);
}

function openCard({ name, description, people }, openPerson) {
  people.forEach((person) => avatars.learn(person));
  const open = (close, username) => () => {
    close();
    openPerson(username);
  };
  openDialog({
    title: `@${name}`,
    className: 'person-card',
    content: (close) => html`
      ${description ? html`<p dir="auto">${description}</p>` : nothing}
      <p class="muted small">${t('details.group.people', { count: people.length })} · ${t('details.group.mentionsMembers')}</p>
      <ul class="group-people">
        ${people.map(({ username, display_name }) => html`
          <li><button type="button" class="switch-room" @click=${open(close, username)}>${avatar(username, 'small')}<span dir="auto">${display_name}</span><span class="muted small">@${username}</span></button></li>
        `)}
      </ul>
    `,
  });
}
