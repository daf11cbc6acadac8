import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { tell } from './confirm.js';

/** More names than these are a number. */
const NAMED = 12;

/** The emoji under a message, each with how many used it; pressing one adds or takes back one's own. */
export const reactions = (conversation, row) => html`
  <div class="reactions" role="group" aria-label="Reactions">
    ${repeat(
      row.reactions,
      ({ emoji }) => emoji,
      (reaction) => chip(conversation, row, reaction),
    )}
  </div>
`;

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
      @click=${() => conversation.toggle(row, emoji).catch((problem) => tell('Your reaction did not change', problem.message))}
    >
      <span aria-hidden="true">${emoji}</span><span aria-hidden="true">${by.length}</span>
    </button>
  `;
}

function namesOf(conversation, by) {
  const names = by.slice(0, NAMED).map((name) => (name === conversation.me ? 'you' : conversation.nameOf(name)));
  return by.length > NAMED ? `${names.join(', ')} and ${by.length - NAMED} more` : names.join(', ');
}
