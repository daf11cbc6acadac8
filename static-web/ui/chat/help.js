import { html, nothing, render } from 'lit';
import { COMMANDS } from '../../model/commands.js';
import { COMMAND_TEXTS } from '../room/command-texts.js';
import { t } from '../../texts/texts.js';

/**
 * Opens the help: keyboard shortcuts and the composer's commands.
 *
 * @param first the part that comes first: `keyboard` or `commands`
 * @param custom the commands of the room that programs answer
 */
export function showHelp(shortcuts, first = 'keyboard', custom = []) {
  const keyboard = html`
    <h2 id="help-keyboard">${t('chat.help.keyboard')}</h2>
    <dl class="help-list" aria-labelledby="help-keyboard">
      ${shortcuts.map(
        ({ keys, or, does }) => html`
          <div>
            <dt>${does}</dt>
            <dd>${chord(keys)}${or ? html` <span class="muted">${t('chat.help.or')}</span> ${chord(or)}` : nothing}</dd>
          </div>
        `,
      )}
    </dl>
  `;
  const commands = html`
    <h2 id="help-commands">${t('chat.help.commands')}</h2>
    <dl class="help-list" aria-labelledby="help-commands">
      ${COMMANDS.map(
        (name) => html`
          <div>
            <dt>${COMMAND_TEXTS[name].does}</dt>
            <dd><kbd>/${name}</kbd> <i class="muted">${COMMAND_TEXTS[name].usage}</i></dd>
          </div>
        `,
      )}
      ${custom.map(
        ({ name, description, usage }) => html`
          <div>
            <dt dir="auto">${description}</dt>
            <dd><kbd>/${name}</kbd> <i class="muted" dir="auto">${usage}</i></dd>
          </div>
        `,
      )}
    </dl>
    <p class="hint muted small">${t('chat.help.twoSlashes')}</p>
  `;
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog help';
  dialog.setAttribute('aria-labelledby', `help-${first}`);
  render(
    html`
      <form method="dialog">
        ${first === 'commands' ? [commands, keyboard] : [keyboard, commands]}
        <div class="dialog-actions"><button class="button">${t('chat.help.close')}</button></div>
      </form>
    `,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  // The button at the end has the focus
  dialog.scrollTop = 0;
}

const chord = (keys) => keys.map((key, at) => html`${at > 0 ? '+' : nothing}<kbd>${key}</kbd>`);
