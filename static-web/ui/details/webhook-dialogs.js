import { html } from 'lit';
import { openForm } from '../kit/form-dialog.js';
import { t } from '../../texts/texts.js';

/** Opens the form for the revision after which changes are sent again; `replay` rejects with a problem. */
export function askForRevision(webhook, replay) {
  openForm({
    title: t('details.webhooks.replayTitle'),
    action: t('details.webhooks.replay'),
    save: (form) => replay(Number(form.elements.after.value)),
    fields: () => html`
      <div class="field">
        <label for="webhook-after">${t('details.webhooks.replayAfter')}</label>
        <input id="webhook-after" class="input" name="after" type="number" min="0" step="1" required .value=${String(webhook.sending.revision)} />
      </div>
    `,
  });
}

/** Opens the form that changes the properties of a webhook; `save` rejects with a problem. */
export function askForChange(webhook, save) {
  openForm({
    title: webhook.name,
    action: t('details.webhooks.save'),
    save: (form) => save(values(webhook, new FormData(form))),
    fields: () => html`
      <div class="field"><label for="webhook-edit-name">${t('details.webhooks.name')}</label><input id="webhook-edit-name" class="input" name="name" dir="auto" required maxlength="64" autocomplete="off" .value=${webhook.name} /></div>
      ${webhook.url ? html`<div class="field"><label for="webhook-edit-url">${t('details.webhooks.url')}</label><input id="webhook-edit-url" class="input" name="url" type="url" required maxlength="2048" autocomplete="off" .value=${webhook.url} /></div>` : ''}
      <label class="check"><input type="checkbox" name="mentions_here" ?checked=${webhook.mentions_here} /> ${t('details.webhooks.mentionsHere')}</label>
    `,
  });
}

const values = ({ url }, form) => ({ name: form.get('name'), mentions_here: form.has('mentions_here'), ...(url ? { url: form.get('url') } : {}) });
