import { html, nothing } from 'lit';
import { customEmoji } from '../../model/custom-emoji.js';
import { COMMON, emojiSet, toned, TONES } from '../../model/emoji.js';
import { onBackdrop } from '../kit/backdrop.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { placeNextTo } from '../kit/placement.js';
import { isShown, loadEmoji } from '../kit/standard-emoji.js';
import './parley-emoji-group.js';
import { moveFocus } from './emoji-focus.js';
import { recentEmoji, rememberEmoji, setTone, toneOf } from './recent-emoji.js';
import { t } from '../../texts/texts.js';

/** How many custom and how many standard emoji a search shows at most. */
const MAX_FOUND = 64;

/** Shows the skin tones. */
const HAND = '✋';

const LABELS = {
  recent: t('room.emoji.recent'),
  server: t('room.emoji.ofThisServer'),
  common: t('room.emoji.common'),
  smileys: t('room.emoji.smileys'),
  people: t('room.emoji.people'),
  nature: t('room.emoji.nature'),
  food: t('room.emoji.food'),
  activities: t('room.emoji.activities'),
  travel: t('room.emoji.travel'),
  objects: t('room.emoji.objects'),
  symbols: t('room.emoji.symbols'),
  flags: t('room.emoji.flags'),
};

const TONE_LABELS = [t('room.emoji.noTone'), t('room.emoji.light'), t('room.emoji.mediumLight'), t('room.emoji.medium'), t('room.emoji.mediumDark'), t('room.emoji.dark')];

/** The emoji that represent the categories; other groups have icons. */
const SIGNS = { common: '😀', smileys: '😀', people: '👋', nature: '🐻', food: '🍔', activities: '⚽', travel: '🚗', objects: '💡', symbols: '❤️', flags: '🏁' };

/** Opens the emoji picker next to the anchor; resolves with the emoji, or with null if none was picked. */
export async function pickEmoji(anchor) {
  const dialog = document.createElement('dialog');
  dialog.className = 'emoji-picker';
  dialog.setAttribute('aria-label', t('room.emoji.pickAnEmoji'));
  const picker = document.createElement('parley-emoji-picker');
  picker.addEventListener('parley-pick', ({ detail }) => dialog.close(detail));
  onBackdrop(dialog, () => dialog.close());
  dialog.append(picker);
  document.body.append(dialog);
  await picker.updateComplete;
  dialog.showModal();
  placeNextTo(dialog, anchor);
  picker.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      dialog.returnValue && rememberEmoji(dialog.returnValue);
      resolve(dialog.returnValue || null);
    });
  });
}

/** All emoji by category, with a search. Event: `parley-pick` with the emoji. */
class ParleyEmojiPicker extends PageElement {
  static properties = { query: { state: true }, tone: { state: true }, current: { state: true }, preview: { state: true } };

  #recent = recentEmoji();
  #groups = null;
  #stop = null;

  constructor() {
    super();
    this.query = '';
    this.tone = toneOf();
    this.current = 'recent';
    this.preview = null;
    this.watch(() => emojiSet, 'change', () => this.#regroup());
    this.watch(() => customEmoji, 'change', () => this.#regroup());
  }

  connectedCallback() {
    super.connectedCallback();
    // If loading fails, the common emoji remain.
    loadEmoji().catch(() => {});
  }

  focus() {
    // The on-screen keyboard should not open by itself.
    matchMedia('(pointer: fine)').matches && this.querySelector('input').focus();
  }

  render() {
    const groups = this.query ? [this.#found()] : this.#all;
    return html`
      <input
        class="input"
        type="search"
        aria-label=${t('room.emoji.searchEmoji')}
        placeholder=${t('room.emoji.search')}
        autocomplete="off"
        @input=${this.#search}
        @keydown=${this.#searchKey}
      />
      <div class="emoji-tabs" role="group" aria-label=${t('room.emoji.categories')}>${this.#all.map((group) => this.#tab(group))}</div>
      <div class="emoji-groups" @click=${this.#click} @keydown=${moveFocus} @scroll=${this.#scrolled} @focusin=${this.#point} @pointerover=${this.#point}>
        ${groups.map(({ id, label, emoji }) => html`<parley-emoji-group data-group=${id} .label=${label} .emoji=${emoji} .tone=${this.tone}></parley-emoji-group>`)}
        ${this.query && groups[0].emoji.length === 0 ? html`<p class="muted emoji-none" role="status">${t('room.emoji.nothingFound')}</p>` : nothing}
      </div>
      <div class="emoji-foot">
        <span class="emoji-preview" aria-hidden="true">${this.preview ? html`<span class="emoji-big">${emojiSign(this.preview.emoji)}</span><span class="emoji-name">${this.preview.name}</span>` : nothing}</span>
        <div class="emoji-tones" role="group" aria-label=${t('room.emoji.skinTone')}>${['', ...TONES].map((tone, at) => this.#toneButton(tone, TONE_LABELS[at]))}</div>
      </div>
    `;
  }

  async updated() {
    await Promise.all([...this.querySelectorAll('parley-emoji-group')].map((group) => group.updateComplete));
    // Only one emoji at a time is in the tab order.
    if (!this.#stop?.isConnected) {
      this.#stopAt(this.querySelector('.emoji'));
    }
  }

  get #all() {
    this.#groups ??= this.#grouped();
    return this.#groups;
  }

  /** Builds the groups once, so that their lists are not rendered again with the picker. */
  #grouped() {
    const recent = this.#recent.map((emoji) => ({ emoji, name: emojiSet.nameOf(emoji) ?? emoji.replaceAll(':', '') }));
    const categories = emojiSet.isLoaded ? emojiSet.categories.map(({ id, emoji }) => ({ id, emoji: emoji.filter(isShown) })) : [{ id: 'common', emoji: COMMON }];
    return [{ id: 'recent', emoji: recent }, { id: 'server', emoji: customEmoji.all }, ...categories].filter(({ emoji }) => emoji.length > 0).map((group) => ({ ...group, label: LABELS[group.id] }));
  }

  #regroup() {
    this.#groups = null;
    this.requestUpdate();
  }

  #found() {
    const emoji = [...customEmoji.find(this.query, MAX_FOUND), ...emojiSet.find(this.query, MAX_FOUND).filter(isShown)];
    return { id: 'found', label: t('room.emoji.found'), emoji };
  }

  #tab({ id, label }) {
    const sign = SIGNS[id] ?? icon(id === 'recent' ? 'clock' : 'smile');
    return html`<button type="button" class="emoji-tab" aria-label=${label} title=${label} aria-current=${!this.query && id === this.current} @click=${() => this.#go(id)}>${sign}</button>`;
  }

  #toneButton(tone, label) {
    return html`<button type="button" class="emoji-tone" aria-label=${label} title=${label} aria-pressed=${tone === this.tone} @click=${() => this.#setTone(tone)}>${toned(HAND, tone)}</button>`;
  }

  #setTone(tone) {
    this.tone = tone;
    setTone(tone);
  }

  #search({ target }) {
    this.query = target.value.trim();
    this.querySelector('.emoji-groups').scrollTop = 0;
  }

  async #searchKey(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.querySelector('.emoji')?.focus();
    } else if (event.key === 'Enter' && this.query) {
      event.preventDefault();
      this.#pick(this.querySelector('.emoji'));
    }
  }

  async #go(id) {
    this.query = '';
    this.querySelector('input').value = '';
    await this.updateComplete;
    const groups = this.querySelector('.emoji-groups');
    const group = groups.querySelector(`[data-group="${id}"]`);
    groups.scrollTop += group.getBoundingClientRect().top - groups.getBoundingClientRect().top;
    this.current = id;
  }

  /** Marks the category whose emoji are at the top. */
  #scrolled({ currentTarget }) {
    const top = currentTarget.getBoundingClientRect().top + 1;
    const group = [...currentTarget.querySelectorAll('parley-emoji-group')].findLast((one) => one.getBoundingClientRect().top <= top);
    if (group && !this.query) {
      this.current = group.dataset.group;
    }
  }

  #point({ target }) {
    const button = target.closest('.emoji');
    if (button) {
      this.preview = { emoji: button.dataset.emoji, name: button.title };
      button === document.activeElement && this.#stopAt(button);
    }
  }

  #stopAt(button) {
    this.#stop && (this.#stop.tabIndex = -1);
    this.#stop = button;
    button && (button.tabIndex = 0);
  }

  #click({ target }) {
    this.#pick(target.closest('.emoji'));
  }

  #pick(button) {
    button && this.dispatchEvent(new CustomEvent('parley-pick', { detail: button.dataset.emoji }));
  }
}

customElements.define('parley-emoji-picker', ParleyEmojiPicker);
