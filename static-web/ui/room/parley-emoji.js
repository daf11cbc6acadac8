import { html, nothing, render } from 'lit';
import { customEmoji } from '../../model/custom-emoji.js';
import { placeNextTo } from '../kit/placement.js';
import { CATEGORIES, findEmoji } from '../../model/emoji.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { t } from '../../texts/texts.js';

const RECENT_KEY = 'parley.emoji';
const MAX_RECENT = 16;
const DEFAULTS = ['👍', '❤️', '😂', '🎉', '👀', '🙏', '✅', '🔥'];
const COLUMNS = 8;

/** Opens the emoji picker next to the anchor; resolves with the emoji, or with null if none was picked. */
export function pickEmoji(anchor) {
  const dialog = document.createElement('dialog');
  dialog.className = 'emoji-picker';
  dialog.setAttribute('aria-label', t('room.emoji.pickAnEmoji'));
  const show = (query) => render(content(query, (emoji) => dialog.close(emoji), show), dialog);
  dialog.addEventListener('keydown', moveFocus);
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  show('');
  document.body.append(dialog);
  dialog.showModal();
  placeNextTo(dialog, anchor);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      dialog.returnValue && remember(dialog.returnValue);
      resolve(dialog.returnValue || null);
    });
  });
}

function content(query, pick, search) {
  return html`
    <input
      class="input"
      type="search"
      aria-label=${t('room.emoji.searchEmoji')}
      placeholder=${t('room.emoji.search')}
      autocomplete="off"
      .value=${query}
      @input=${({ target }) => search(target.value.trim())}
      @keydown=${(event) => event.key === 'Enter' && query && (event.preventDefault(), matching(query)[0] && pick(matching(query)[0].emoji))}
    />
    <div class="emoji-groups">
      ${query ? searchResults(matching(query), pick) : [group(t('room.emoji.recent'), recentEmoji().map((emoji) => ({ emoji, name: emoji })), pick), customEmoji.all.length > 0 ? group(t('room.emoji.ofThisServer'), customEmoji.all, pick) : nothing, ...CATEGORIES.map(({ name, emoji }) => group(name, emoji, pick))]}
    </div>
  `;
}

const matching = (query) => [...customEmoji.find(query), ...findEmoji(query)];

const searchResults = (emoji, pick) => (emoji.length > 0 ? grid(emoji, pick, t('room.emoji.found')) : html`<p class="muted emoji-none" role="status">${t('room.emoji.nothingFound')}</p>`);

const group = (name, emoji, pick) => html`<h3 class="emoji-heading">${name}</h3>${grid(emoji, pick, name)}`;

const grid = (emoji, pick, label) => html`
  <div class="emoji-grid" role="group" aria-label=${label}>
    ${emoji.map(
      (one) => html`<button type="button" class="emoji" aria-label=${one.name.replaceAll('_', ' ')} title=${one.name === one.emoji ? nothing : `:${one.name}:`} @click=${() => pick(one.emoji)}>${emojiSign(one.emoji)}</button>`,
    )}
  </div>
`;

/** Moves the focus through the emoji with the arrow keys. */
function moveFocus(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
  const all = [...event.currentTarget.querySelectorAll('.emoji')];
  const at = all.indexOf(document.activeElement);
  if (!step || (at < 0 && event.key !== 'ArrowDown')) {
    return;
  }
  event.preventDefault();
  const next = at < 0 ? 0 : at + step;
  next < 0 ? event.currentTarget.querySelector('input').focus() : all[Math.min(next, all.length - 1)]?.focus();
}

/** The emoji that this browser used last, completed with common ones. */
export function recentEmoji() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT_KEY)) ?? [];
    const known = kept.filter((emoji) => !emoji.startsWith(':') || customEmoji.pictureOf(emoji));
    return [...new Set([...known, ...DEFAULTS])].slice(0, MAX_RECENT);
  } catch {
    return DEFAULTS;
  }
}

function remember(emoji) {
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify([emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, MAX_RECENT)));
  } catch {
    // Without storage, recent emoji are not remembered.
  }
}
