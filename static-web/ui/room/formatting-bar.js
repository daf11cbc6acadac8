import { html } from 'lit';
import { FORMATS } from '../../model/markup/formatting.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';
import { format } from './writing.js';

/** Each with its key, which is pressed together with Ctrl (on a Mac, Command). */
const KEYS = {
  bold: { code: 'KeyB', label: 'B' },
  italic: { code: 'KeyI', label: 'I' },
  strike: { code: 'KeyX', shift: true, label: 'X' },
  code: { code: 'KeyE', label: 'E' },
  link: { code: 'KeyU', shift: true, label: 'U' },
  list: { code: 'Digit8', shift: true, label: '8' },
  quote: { code: 'Digit9', shift: true, label: '9' },
};

const LABELS = {
  bold: t('room.formatting.bold'),
  italic: t('room.formatting.italic'),
  strike: t('room.formatting.strike'),
  code: t('room.formatting.code'),
  link: t('room.formatting.link'),
  list: t('room.formatting.list'),
  quote: t('room.formatting.quote'),
};

const shortcut = ({ shift = false, label }) => [t('room.formatting.ctrl'), ...(shift ? [t('room.formatting.shift')] : []), label].join('+');

/** Formats the selection on a shortcut; returns whether it did. */
export function formatKey(event) {
  const { code, shiftKey, altKey, target } = event;
  const found = FORMATS.find((name) => KEYS[name].code === code && Boolean(KEYS[name].shift) === shiftKey);
  if (!found || altKey || !(event.ctrlKey || event.metaKey)) {
    return false;
  }
  event.preventDefault();
  format(target, found);
  return true;
}

/** Buttons that format the selection of a text area. */
export const formattingBar = (area) => html`
  <div class="formatting" role="toolbar" aria-label=${t('room.formatting.formatting')} @keydown=${walk}>
    ${FORMATS.map(
      (name, at) => html`
        <button
          type="button"
          class="button-icon"
          tabindex=${at === 0 ? 0 : -1}
          aria-label=${LABELS[name]}
          aria-keyshortcuts=${shortcut(KEYS[name]).replace('Ctrl', 'Control')}
          title="${LABELS[name]} (${shortcut(KEYS[name])})"
          @mousedown=${(event) => event.preventDefault()}
          @click=${() => area() && format(area(), name)}
        >${icon(name)}</button>
      `,
    )}
  </div>
`;

/** Moves the focus between the buttons with the arrow keys. */
function walk(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) {
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll('button')];
    const next = all.at((all.indexOf(document.activeElement) + step) % all.length);
    all.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  }
}
