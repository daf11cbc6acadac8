import { html, nothing, render } from 'lit';

/** The sheet of all shortcuts. */
export function showHelp(shortcuts) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  render(
    html`
      <form method="dialog">
        <h2 id="help-title">Keyboard</h2>
        <dl class="help-list">
          ${shortcuts.map(
            ({ keys, or, does }) => html`
              <div>
                <dt>${does}</dt>
                <dd>${chord(keys)}${or ? html` <span class="muted">or</span> ${chord(or)}` : nothing}</dd>
              </div>
            `,
          )}
        </dl>
        <div class="dialog-actions"><button class="button">Close</button></div>
      </form>
    `,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const chord = (keys) => keys.map((key, at) => html`${at > 0 ? '+' : nothing}<kbd>${key}</kbd>`);
