import { isInCode, nextItem } from '../model/markup/writing.js';

/** Whether a key means "done": Enter alone. */
export const isEnter = (event) => event.key === 'Enter' && !event.shiftKey;

/**
 * What Enter does in a text area beside sending: more code in an open block of code, and with Shift the next item of a list.
 * Returns whether it did something.
 */
export function continues(event) {
  const { target: area, key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (key !== 'Enter' || ctrlKey || metaKey || altKey || area.selectionStart !== area.selectionEnd) {
    return false;
  }
  const next = shiftKey ? nextItem(area.value, area.selectionEnd) : isInCode(area.value, area.selectionEnd) && { text: '\n' };
  next && insert(area, next.text, next.from, next.to);
  next && event.preventDefault();
  return Boolean(next);
}

/** Puts a text in the place of a part of a text area, so that the browser's undo takes it back. */
export function insert(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!(text ? document.execCommand('insertText', false, text) : document.execCommand('delete'))) {
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
