/** Whether a key means "done": Enter alone. */
export const isEnter = (event) => event.key === 'Enter' && !event.shiftKey;

/** Puts a text in the place of a part of a text area, so that the browser's undo takes it back. */
export function insert(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Lets a text area be as high as its text; a style sheet says how high at most. */
export function grow({ target }) {
  if (!CSS.supports('field-sizing', 'content')) {
    target.style.height = 'auto';
    target.style.height = `${target.scrollHeight + 2}px`;
  }
}
