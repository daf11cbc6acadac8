import { html, nothing } from 'lit';
import { openDialog } from './dialog.js';
import { problemText } from './problem-text.js';

/**
 * Opens a dialog with a form that is closed when it has been saved. If saving fails, the dialog shows the problem and keeps
 * what was typed.
 *
 * @param fields renders the fields
 * @param action the text of the button
 * @param save receives the form; rejects with a problem
 * @param faultText words the problem
 * @param enabled whether anything can be saved
 */
export function openForm({ title, fields, action, save, faultText = problemText, enabled = true }) {
  let fault = null;
  let busy = false;
  const submit = (close) => async (event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    try {
      await save(event.target);
      close();
    } catch (problem) {
      fault = faultText(problem);
      draw();
    } finally {
      busy = false;
    }
  };
  const draw = openDialog({
    title,
    content: (close) => html`
      <form class="form" @submit=${submit(close)}>
        ${fields()}
        <div role="alert">${fault ? html`<p class="form-error">${fault}</p>` : nothing}</div>
        <button class="button" ?disabled=${!enabled}>${action}</button>
      </form>
    `,
  });
}
