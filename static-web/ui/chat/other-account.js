import { html, render } from 'lit';
import { http } from '../../net/http.js';
import { rich, t } from '../../texts/texts.js';

let shown = false;

/**
 * Blocks the page because another account is signed in now. The dialog stays until the page is reloaded; unsent texts
 * are kept for the former account.
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
      <h2 id="other-account-title" dir="auto">${current ? t('chat.other-account.youreLoggedInAs', { current }) : t('chat.other-account.youreLoggedOut')}</h2>
      <p>${rich('chat.other-account.thisPageWasOpened', { former: html`<b dir="auto">${former}</b>` })}</p>
      <p>${rich('chat.other-account.draftsAndUnsentMessages', { former: html`<b dir="auto">${former}</b>` })}</p>
      <div class="dialog-actions"><button type="button" class="button" @click=${() => location.reload()}>${t('chat.other-account.continue')}${current ? html` ${t('chat.other-account.as')} <span dir="auto">${current}</span>` : ''}</button></div>
    `,
    dialog,
  );
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}
