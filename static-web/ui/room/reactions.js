import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { showError } from '../kit/confirm.js';
import { icon } from '../kit/icons.js';
import { pickEmoji } from './parley-emoji-picker.js';
import { t } from '../../texts/texts.js';

/** The number of names that are listed; the others are counted. */
const MAX_NAMES = 12;

/** The reactions to a message with their counts; pressing one adds or removes the account's own. */
export const reactions = (conversation, row) => html`
  <div class="reactions" role="group" aria-label=${t('room.reactions.reactions')}>
    ${repeat(
      row.reactions,
      ({ emoji }) => emoji,
      (reaction) => chip(conversation, row, reaction),
    )}
    ${conversation.isOpen ? addButton(conversation, row) : nothing}
  </div>
`;

const addButton = (conversation, row) => html`
  <button type="button" class="reaction-add" aria-label=${t('room.reactions.add')} title=${t('room.reactions.add')} @click=${({ currentTarget }) => pickReaction(conversation, row, currentTarget)}>
    ${icon('smile')}<span aria-hidden="true">+</span>
  </button>
`;

/** Adds the reaction that the person picks next to the anchor. */
export async function pickReaction(conversation, row, anchor) {
  const emoji = await pickEmoji(anchor);
  emoji && (await addReaction(conversation, row, emoji));
}

export async function addReaction(conversation, row, emoji) {
  const has = row.reactions?.some((reaction) => reaction.emoji === emoji && reaction.by.includes(conversation.me));
  has || (await conversation.toggle(row, emoji).catch((problem) => showError(t('room.message.noReactionAdded'), problem.message)));
}

function chip(conversation, row, { emoji, by }) {
  const own = by.includes(conversation.me);
  const names = namesOf(conversation, by);
  return html`
    <button
      type="button"
      class="reaction"
      aria-pressed=${own}
      aria-label="${emoji} ${by.length}: ${names}"
      title=${names}
      ?disabled=${!conversation.isOpen}
      @click=${() => conversation.toggle(row, emoji).catch((problem) => showError(t('room.reactions.yourReactionDidNot'), problem.message))}
    >
      <span aria-hidden="true">${emojiSign(emoji)}</span><span aria-hidden="true">${by.length}</span>
    </button>
  `;
}

function namesOf(conversation, by) {
  const names = by.slice(0, MAX_NAMES).map((name) => (name === conversation.me ? t('room.reactions.you') : conversation.nameOf(name)));
  return by.length > MAX_NAMES ? t('room.reactions.andMore', { names: names.join(', '), count: by.length - MAX_NAMES }) : names.join(', ');
}
