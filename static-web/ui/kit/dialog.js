import { html, render } from 'lit';
import { onBackdrop } from './backdrop.js';
import { icon } from './icons.js';
import { t } from '../../texts/texts.js';

/**
 * Opens a modal dialog, closed by its cross, by Escape, from inside, or by a press outside unless something was typed. The focus then returns to where it was. The
 * dialog is labelled by its heading.
 *
 * @param content renders what is below the heading; receives a function that closes the dialog
 * @returns a function that renders the content again
 */
export function openDialog({ title, className = '', content, closed = () => {} }) {
  const dialog = document.createElement('dialog');
  dialog.className = `dialog ${className}`;
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  const close = () => dialog.close();
  const show = () =>
    render(
      html`
        <header class="dialog-head">
          <h2 id="dialog-title" dir="auto">${title}</h2>
          <button type="button" class="button-icon" aria-label=${t('kit.dialog.close')} title=${t('kit.dialog.close')} @click=${close}>${icon('cross')}</button>
        </header>
        ${content(close)}
      `,
      dialog,
    );
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed();
  });
  let typed = false;
  dialog.addEventListener('input', ({ target }) => (typed ||= target.type !== 'search'));
  onBackdrop(dialog, () => typed || close());
  show();
  document.body.append(dialog);
  dialog.showModal();
  return show;
}
