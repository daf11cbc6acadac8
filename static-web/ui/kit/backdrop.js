/** Calls a function when somebody presses on a dialog's backdrop. The dialog's own padding and scrollbar are not outside. */
export function onBackdrop(dialog, act) {
  dialog.addEventListener('mousedown', ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    target === dialog && (x < left || x > right || y < top || y > bottom) && act();
  });
}
