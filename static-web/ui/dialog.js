import { html, render } from 'lit';
import { icon } from './icons.js';

/**
 * A dialog over the page, closed by its cross, by Escape, or from inside; the focus goes back to where it was. It takes the
 * name of its heading.
 *
 * @param content renders what is under the heading; gets a function that closes the dialog
 * @return shows the content anew
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
          <button type="button" class="button-icon" aria-label="Close" title="Close" @click=${close}>${icon('cross')}</button>
        </header>
        ${content(close)}
      `,
      dialog,
    );
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed();
  });
  dialog.addEventListener('mousedown', (event) => event.target === dialog && close());
  show();
  document.body.append(dialog);
  dialog.showModal();
  return show;
}
