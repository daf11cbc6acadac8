/**
 * Stops key events of an input method, such as the Enter or Escape that ends a composition, before they reach our
 * handlers. Some browsers mark the last one only by its key code.
 */
addEventListener('keydown', (event) => (event.isComposing || event.keyCode === 229) && event.stopImmediatePropagation(), true);
