import { html, nothing, render } from 'lit';
import { t } from '../../texts/texts.js';

/**
 * Asks for confirmation of something that cannot be undone.
 *
 * @param harmless whether confirming loses nothing
 * @returns whether the person confirmed
 */
export function confirm({ title, detail, quote, action, harmless = false }) {
  return show(
    title,
    html`
      ${detail ? html`<p>${detail}</p>` : nothing} ${quote ? html`<blockquote dir="auto">${quote}</blockquote>` : nothing}
      <div class="dialog-actions">
        <button class="button button-quiet" value="">${t('kit.confirm.cancel')}</button>
        <button class="button ${harmless ? '' : 'button-danger'}" value="yes">${action}</button>
      </div>
    `,
  );
}

/** Shows an error dialog. */
export function showError(title, detail) {
  return show(
    title,
    html`
      <p>${detail}</p>
      <div class="dialog-actions"><button class="button">${t('kit.confirm.ok')}</button></div>
    `,
  );
}

function show(title, content) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  render(html`<form method="dialog"><h2 id="dialog-title">${title}</h2>${content}</form>`, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
