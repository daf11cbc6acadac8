import { html } from 'lit';
import { openDialog } from '../kit/dialog.js';
import { t } from '../../texts/texts.js';

/** Opens the form for the revision after which changes are sent again. */
export function askForRevision(webhook, replay) {
  const submit = (close) => (event) => {
    event.preventDefault();
    const after = Number(new FormData(event.target).get('after'));
    close();
    replay(after);
  };
  openDialog({
    title: t('details.webhooks.replayTitle'),
    content: (close) => html`
      <form class="form" @submit=${submit(close)}>
        <div class="field">
          <label for="webhook-after">${t('details.webhooks.replayAfter')}</label>
          <input id="webhook-after" class="input" name="after" type="number" min="0" step="1" required .value=${String(webhook.sending.revision)} />
        </div>
        <button class="button">${t('details.webhooks.replay')}</button>
      </form>
    `,
  });
}

/** Opens the form that changes the properties of a webhook. */
export function askForChange(webhook, change) {
  const submit = (close) => (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    close();
    change({ name: form.get('name'), mentions_here: form.has('mentions_here'), ...(webhook.url ? { url: form.get('url') } : {}) });
  };
  openDialog({
    title: webhook.name,
    content: (close) => html`
      <form class="form" @submit=${submit(close)}>
        <div class="field"><label for="webhook-edit-name">${t('details.webhooks.name')}</label><input id="webhook-edit-name" class="input" name="name" dir="auto" required maxlength="64" autocomplete="off" .value=${webhook.name} /></div>
        ${webhook.url ? html`<div class="field"><label for="webhook-edit-url">${t('details.webhooks.url')}</label><input id="webhook-edit-url" class="input" name="url" type="url" required maxlength="2048" autocomplete="off" .value=${webhook.url} /></div>` : ''}
        <label class="check"><input type="checkbox" name="mentions_here" ?checked=${webhook.mentions_here} /> ${t('details.webhooks.mentionsHere')}</label>
        <button class="button">${t('details.webhooks.save')}</button>
      </form>
    `,
  });
}
