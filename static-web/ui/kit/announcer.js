import { t } from '../../texts/texts.js';

/** Maximum number of announcements kept in the region. */
const MAX_MESSAGES = 5;

let region = null;

/** Announces a text to screen readers, once and politely. */
export function announce(text) {
  region ??= makeRegion();
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  // Some screen readers read a region that keeps growing again.
  if (region.childElementCount > MAX_MESSAGES) {
    region.firstElementChild.remove();
  }
}

function makeRegion() {
  const made = document.createElement('div');
  made.className = 'visually-hidden';
  made.setAttribute('role', 'log');
  made.setAttribute('aria-label', t('kit.announcer.newMessages'));
  document.body.append(made);
  return made;
}
