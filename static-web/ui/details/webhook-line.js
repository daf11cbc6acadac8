import { html, nothing } from 'lit';
import { confirm } from '../kit/confirm.js';
import { askForChange, askForRevision } from './webhook-dialogs.js';
import { commandList } from './command-list.js';
import { facts, trouble } from './webhook-state.js';
import { t } from '../../texts/texts.js';

/**
 * A webhook with its state and its actions.
 *
 * @param api the requests that change it
 * @param act runs a request and shows the result
 * @param changed called after a change that was made in a dialog
 * @param note further text, such as the room
 * @param commands the room's commands and how they are changed, see `commandList`; null to show none
 */
export function webhookLine(webhook, { api, act, changed, note, commands = null }) {
  const { sending } = webhook;
  const problem = trouble(sending);
  const button = (label, action, kind = '') => html`<button type="button" class="button button-quiet ${kind}" @click=${action}>${label}</button>`;
  const change = (difference) => act(() => api.change(webhook.id, difference));
  const save = (difference) => api.change(webhook.id, difference).then(changed);
  return html`
    <li class="webhook-line ${sending?.paused_at ? 'line-off' : ''}">
      <span class="lines-text">
        <b dir="auto">${webhook.name}</b>
        <span class="muted small" dir="auto">${[note, ...facts(webhook)].filter(Boolean).join(' · ')}</span>
        ${problem ? html`<span class="form-error small" dir="auto">${problem}</span>` : nothing}
      </span>
      <span class="actions" role="group" aria-label=${t('details.webhooks.actionsFor', { name: webhook.name })}>
        ${sending
          ? html`
              ${sending.paused_at ? button(t('details.webhooks.resume'), () => change({ paused: false })) : button(t('details.webhooks.pause'), () => change({ paused: true }))}
              ${!sending.paused_at && sending.failures ? button(t('details.webhooks.retry'), () => change({ paused: false })) : nothing}
              ${sending.lag ? button(t('details.webhooks.skip'), () => skip(webhook, api, act)) : nothing}
              ${api.replay ? button(t('details.webhooks.replay'), () => askForRevision(webhook, (after) => api.replay(webhook.id, after).then(changed))) : nothing}
            `
          : nothing}
        ${button(t('details.webhooks.edit'), () => askForChange(webhook, save))}
        ${button(t('details.webhooks.delete'), () => remove(webhook, api, act), 'button-warning')}
      </span>
      ${commands ? commandList(webhook, { ...commands, act }) : nothing}
    </li>
  `;
}

async function skip(webhook, api, act) {
  const agreed = await confirm({ title: t('details.webhooks.skipTitle'), detail: t('details.webhooks.skipDetail', { count: webhook.sending.lag }), action: t('details.webhooks.skip') });
  agreed && act(() => api.skip(webhook.id));
}

async function remove(webhook, api, act) {
  const agreed = await confirm({ title: t('details.webhooks.deleteTitle'), detail: t('details.webhooks.deleteDetail'), quote: webhook.name, action: t('details.webhooks.delete') });
  agreed && act(() => api.delete(webhook.id));
}
