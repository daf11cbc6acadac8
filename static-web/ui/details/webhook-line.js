import { html, nothing } from 'lit';
import { confirm } from '../kit/confirm.js';
import { askForChange, askForRevision } from './webhook-dialogs.js';
import { facts, trouble } from './webhook-state.js';
import { t } from '../../texts/texts.js';

/**
 * A webhook with its state and its actions.
 *
 * @param api the requests that change it
 * @param act runs a request and shows the result
 * @param note further text, such as the room
 */
export function hookLine(hook, { api, act, note }) {
  const { sending } = hook;
  const problem = trouble(sending);
  const button = (label, action, kind = '') => html`<button type="button" class="button button-quiet ${kind}" @click=${action}>${label}</button>`;
  const change = (difference) => act(() => api.change(hook.id, difference));
  return html`
    <li class="hook-line ${sending?.paused_at ? 'line-off' : ''}">
      <span class="lines-words">
        <b dir="auto">${hook.name}</b>
        <span class="muted small" dir="auto">${[note, ...facts(hook)].filter(Boolean).join(' · ')}</span>
        ${problem ? html`<span class="form-error small" dir="auto">${problem}</span>` : nothing}
      </span>
      <span class="actions" role="group" aria-label=${t('details.hooks.actionsFor', { name: hook.name })}>
        ${sending
          ? html`
              ${sending.paused_at ? button(t('details.hooks.resume'), () => change({ paused: false })) : button(t('details.hooks.pause'), () => change({ paused: true }))}
              ${!sending.paused_at && sending.failures ? button(t('details.hooks.retry'), () => change({ paused: false })) : nothing}
              ${sending.lag ? button(t('details.hooks.skip'), () => skip(hook, api, act)) : nothing}
              ${api.replay ? button(t('details.hooks.replay'), () => askForRevision(hook, (after) => act(() => api.replay(hook.id, after)))) : nothing}
            `
          : nothing}
        ${button(t('details.hooks.edit'), () => askForChange(hook, change))}
        ${button(t('details.hooks.delete'), () => remove(hook, api, act), 'button-warning')}
      </span>
    </li>
  `;
}

async function skip(hook, api, act) {
  const agreed = await confirm({ title: t('details.hooks.skipTitle'), detail: t('details.hooks.skipDetail', { count: hook.sending.lag }), action: t('details.hooks.skip') });
  agreed && act(() => api.skip(hook.id));
}

async function remove(hook, api, act) {
  const agreed = await confirm({ title: t('details.hooks.deleteTitle'), detail: t('details.hooks.deleteDetail'), quote: hook.name, action: t('details.hooks.delete') });
  agreed && act(() => api.delete(hook.id));
}
