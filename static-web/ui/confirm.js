import { html, nothing, render } from 'lit';

/**
 * Asks before something that cannot be undone.
 *
 * @param harmless whether nothing is lost by agreeing
 * @return whether the person agreed
 */
export function confirm({ title, detail, quote, action, harmless = false }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  render(
    html`
      <form method="dialog">
        <h2 id="dialog-title">${title}</h2>
        ${detail ? html`<p>${detail}</p>` : nothing} ${quote ? html`<blockquote dir="auto">${quote}</blockquote>` : nothing}
        <div class="dialog-actions">
          <button class="button button-quiet" value="">Cancel</button>
          <button class="button ${harmless ? '' : 'button-danger'}" value="yes">${action}</button>
        </div>
      </form>
    `,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}

/** Says what did not work. */
export function tell(title, detail) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  render(
    html`
      <form method="dialog">
        <h2 id="dialog-title">${title}</h2>
        <p>${detail}</p>
        <div class="dialog-actions"><button class="button">OK</button></div>
      </form>
    `,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export async function confirmDeletion(conversation, row) {
  const agreed = await confirm({ title: 'Delete this message?', quote: row.text, action: 'Delete' });
  if (agreed) {
    await conversation.chat.delete(conversation.room, row.seq).catch((problem) => tell('Not deleted', problem.message));
  }
  conversation.goOn();
}
