/** Whether a key means "done": Enter alone, and not the one that ends a composition. */
export const isEnter = (event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

/** Lets a text area be as high as its text; a style sheet says how high at most. */
export function grow({ target }) {
  if (!CSS.supports('field-sizing', 'content')) {
    target.style.height = 'auto';
    target.style.height = `${target.scrollHeight + 2}px`;
  }
}
