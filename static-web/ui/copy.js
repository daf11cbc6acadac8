import { toast } from './toast.js';

/** Copies a text and says so. Browsers allow the first way only on secure pages, so there is a second one. */
export async function copyText(text, done = 'Text copied') {
  const written = navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  const copied = (await written) || copiedBySelection(text);
  toast(copied ? done : 'The browser did not allow copying. Select the text and copy it yourself.');
}

function copiedBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'heard-only';
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return copied;
}
