import { html, render } from 'lit';
import { http } from '../net/http.js';

let shown = false;

/**
 * Says that this page cannot go on: it belongs to one account, and another one is signed in now. It stays until the page is
 * loaded again; what the former person has written is kept for them.
 */
export async function showOtherAccount(former) {
  if (shown) {
    return;
  }
  shown = true;
  const current = await http.get('api/session').then(({ account }) => account?.username, () => null);
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'other-account-title');
  render(
    html`
      <h2 id="other-account-title" dir="auto">${current ? `You’re logged in as ${current} now` : 'You’re logged out'}</h2>
      <p>This page was opened by <b dir="auto">${former}</b>. Nothing will be sent from it under another name.</p>
      <p>Drafts and unsent messages of <b dir="auto">${former}</b> are kept in this browser until they log in again.</p>
      <div class="dialog-actions"><button type="button" class="button" @click=${() => location.reload()}>Continue${current ? html` as <span dir="auto">${current}</span>` : ''}</button></div>
    `,
    dialog,
  );
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}
