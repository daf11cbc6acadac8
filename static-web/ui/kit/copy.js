import { toast } from './toast.js';
import { t } from '../../texts/texts.js';

/**
 * Copies a text and shows a toast; returns whether it succeeded. Browsers allow the clipboard API only on secure pages,
 * hence the fallback.
 */
export async function copyText(text, done = t('kit.copy.textCopied')) {
  const written = navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  const copied = (await written) || copiedBySelection(text);
  toast(copied ? done : t('kit.copy.theBrowserDidNot'));
  return copied;
}

function copiedBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return copied;
}
