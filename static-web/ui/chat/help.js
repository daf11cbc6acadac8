import { html, nothing, render } from 'lit';
import { t } from '../../texts/texts.js';

/** Opens the list of keyboard shortcuts. */
export function showHelp(shortcuts) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  render(
    html`
      <form method="dialog">
        <h2 id="help-title">${t('chat.help.keyboard')}</h2>
        <dl class="help-list">
          ${shortcuts.map(
            ({ keys, or, does }) => html`
              <div>
                <dt>${does}</dt>
                <dd>${chord(keys)}${or ? html` <span class="muted">${t('chat.help.or')}</span> ${chord(or)}` : nothing}</dd>
              </div>
            `,
          )}
        </dl>
        <div class="dialog-actions"><button class="button">${t('chat.help.close')}</button></div>
      </form>
    `,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const chord = (keys) => keys.map((key, at) => html`${at > 0 ? '+' : nothing}<kbd>${key}</kbd>`);
