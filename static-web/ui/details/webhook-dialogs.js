import { html } from 'lit';
import { openDialog } from '../kit/dialog.js';
import { t } from '../../texts/texts.js';

/** Asks from which revision to send again. */
export function askForRevision(hook, replay) {
  const submit = (close) => (event) => {
    event.preventDefault();
    const after = Number(new FormData(event.target).get('after'));
    close();
    replay(after);
  };
  openDialog({
    title: t('details.hooks.replayTitle'),
    content: (close) => html`
      <form class="form" @submit=${submit(close)}>
        <div class="field">
          <label for="hook-after">${t('details.hooks.replayAfter')}</label>
          <input id="hook-after" class="input" name="after" type="number" min="0" step="1" required .value=${String(hook.sending.revision)} />
        </div>
        <button class="button">${t('details.hooks.replay')}</button>
      </form>
    `,
  });
}

/** Asks for the new properties of a webhook. */
export function askForChange(hook, change) {
  const submit = (close) => (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    close();
    change({ name: form.get('name'), mentions_here: form.has('mentions_here'), ...(hook.url ? { url: form.get('url') } : {}) });
  };
  openDialog({
    title: hook.name,
    content: (close) => html`
      <form class="form" @submit=${submit(close)}>
        <div class="field"><label for="hook-edit-name">${t('details.hooks.name')}</label><input id="hook-edit-name" class="input" name="name" dir="auto" required maxlength="64" autocomplete="off" .value=${hook.name} /></div>
        ${hook.url ? html`<div class="field"><label for="hook-edit-url">${t('details.hooks.url')}</label><input id="hook-edit-url" class="input" name="url" type="url" required maxlength="2048" autocomplete="off" .value=${hook.url} /></div>` : ''}
        <label class="check"><input type="checkbox" name="mentions_here" ?checked=${hook.mentions_here} /> ${t('details.hooks.mentionsHere')}</label>
        <button class="button">${t('details.hooks.save')}</button>
      </form>
    `,
  });
}
