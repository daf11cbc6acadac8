/**
 * Keys that belong to an input method, such as the Enter or Escape that ends a composition, reach nothing of ours. Some
 * browsers mark the last one only by its key code.
 */
addEventListener('keydown', (event) => (event.isComposing || event.keyCode === 229) && event.stopImmediatePropagation(), true);
