import { formatted } from '../../model/markup/formatting.js';
import { isInCode, nextItem } from '../../model/markup/writing.js';

/** Whether a key submits: Enter without Shift. */
export const isEnter = (event) => event.key === 'Enter' && !event.shiftKey;

/**
 * Handles Enter where it does not send: a new line inside an unclosed code block, and with Shift the next item of a
 * list. Returns whether it did.
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

/** Replaces a range of a text area so that the browser's undo can revert it. */
export function insert(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!(text ? document.execCommand('insertText', false, text) : document.execCommand('delete'))) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Formats the selection of a text area, or takes its format away; the browser's undo can revert it. */
export function format(area, name) {
  const change = formatted(area.value, area.selectionStart, area.selectionEnd, name);
  insert(area, change.text, change.from, change.to);
  area.setSelectionRange(change.start, change.end);
}

/** Grows a text area with its text; the style sheet sets the maximum. */
export function grow({ target }) {
  if (!CSS.supports('field-sizing', 'content')) {
    target.style.height = 'auto';
    target.style.height = `${target.scrollHeight + 2}px`;
  }
}
