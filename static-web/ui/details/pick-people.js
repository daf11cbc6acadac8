import { html, nothing } from 'lit';
import { openDialog } from '../kit/dialog.js';
import './parley-people-picker.js';
import { problemText } from '../kit/problem-text.js';

/**
 * Opens a dialog to select people for an action.
 *
 * @param excluded usernames that cannot be selected
 * @param hint returns the explanation for the selected accounts
 * @param action returns the button's label for the selected accounts
 * @param run is called with the usernames; rejects with a problem
 * @param mayBeEmpty whether the action makes sense without a selection
 */
export function pickPeople({ title, excluded, most = 9, hint, action, run, mayBeEmpty = false }) {
  const state = { chosen: [], fault: null, busy: false };
  const change = (difference) => {
    Object.assign(state, difference);
    show();
  };
  const done = async (close) => {
    if (state.busy || (!mayBeEmpty && state.chosen.length === 0)) {
      return;
    }
    change({ busy: true, fault: null });
    try {
      await run(state.chosen.map(({ username }) => username));
      close();
    } catch (problem) {
      change({ busy: false, fault: problemText(problem) });
    }
  };
  const show = openDialog({
    title,
    className: 'new-direct',
    content: (close) => html`
      <parley-people-picker
        .excluded=${excluded}
        .most=${most}
        @parley-picked=${({ detail }) => change({ chosen: detail, fault: null })}
        @parley-done=${() => done(close)}
      ></parley-people-picker>
      <div role="status">${state.fault ? html`<p class="form-error">${state.fault}</p>` : nothing}</div>
      <p class="muted small">${hint(state.chosen)}</p>
      <div class="dialog-actions">
        <button type="button" class="button" ?disabled=${state.busy || (!mayBeEmpty && state.chosen.length === 0)} @click=${() => done(close)}>${action(state.chosen)}</button>
      </div>
    `,
  });
  requestAnimationFrame(() => document.querySelector('.new-direct parley-people-picker')?.focus());
}
