import { html, nothing } from 'lit';
import { confirm } from '../kit/confirm.js';
import { commandDialog, testDialog } from './command-dialogs.js';
import { t } from '../../texts/texts.js';

/**
 * The commands that a webhook answers, with their actions.
 *
 * @param commands those of the room; null until they are read
 * @param api the requests that change them
 * @param changed called after a change
 */
export function commandList(webhook, { commands, api, changed, act }) {
  const own = commands?.filter((command) => command.hook === webhook.id) ?? [];
  return html`
    <div class="webhook-commands">
      ${own.length > 0 ? html`<ul class="lines">${own.map((command) => line(command, { api, changed, act }))}</ul>` : nothing}
      <button type="button" class="button button-quiet" @click=${() => commandDialog(null, { webhook, api, changed })}>${t('details.commands.add')}</button>
    </div>
  `;
}

function line(command, { api, changed, act }) {
  const { name, description, usage, url, by, available } = command;
  const button = (label, action, kind = '') => html`<button type="button" class="button button-quiet ${kind}" @click=${action}>${label}</button>`;
  return html`
    <li class="webhook-line">
      <span class="lines-text">
        <b>/${name} <i class="muted" dir="auto">${usage}</i></b>
        <span class="muted small" dir="auto">${[description, t('details.commands.answeredBy', { url })].filter(Boolean).join(' · ')}</span>
        ${available ? nothing : html`<span class="form-error small">${t('details.commands.off', { by })}</span>`}
      </span>
      <span class="actions" role="group" aria-label=${t('details.webhooks.actionsFor', { name: `/${name}` })}>
        ${button(t('details.commands.test'), () => testDialog(command, api))}
        ${button(t('details.webhooks.edit'), () => commandDialog(command, { api, changed }))}
        ${button(t('details.webhooks.delete'), () => remove(command, api, act), 'button-warning')}
      </span>
    </li>
  `;
}

async function remove({ name }, api, act) {
  const agreed = await confirm({ title: t('details.commands.deleteTitle', { name }), detail: t('details.commands.deleteDetail'), action: t('details.webhooks.delete') });
  agreed && act(() => api.delete(name));
}
