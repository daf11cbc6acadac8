import { html } from 'lit';
import { icon } from '../kit/icons.js';
import { beginning, skeleton } from '../kit/placeholders.js';
import { t } from '../../texts/texts.js';

/**
 * Renders what is above the first loaded message of a room.
 *
 * @param load `{loading, failed, retry}`: whether more messages are being loaded, or could not be, and how to try again
 */
export function olderEnd({ room, chat }, { loading, failed, retry }) {
  if (failed && room.hasOlder) {
    return html`<p class="messages-top">${failure(t('room.messages.earlier'), retry)}</p>`;
  }
  if (room.hasOlder) {
    return html`<p class="messages-top" aria-live="off">${loading ? t('room.messages.loadingEarlierMessages') : ''}</p>`;
  }
  if (room.isUnkept && room.state === 'loading') {
    return html`<p class="messages-top" role="status">${t('room.messages.thisRoomIsntAvailable')}</p>`;
  }
  const empty = room.rows.size === 0 && chat.outbox.of(room.id).length === 0;
  return room.state === 'loading' ? skeleton('messages') : beginning(room.info, empty);
}

/** Renders what is below the last loaded message while newer ones are not loaded. */
export const newerEnd = ({ loading, failed, retry }) =>
  html`<p class="messages-end">${failed ? failure(t('room.messages.newer'), retry) : loading ? t('room.messages.loadingNewerMessages') : ''}</p>`;

const failure = (which, retry) => html`
  ${t('room.messages.messagesCannotBeLoaded', { which })} <button type="button" class="button-link" @click=${retry}>${t('room.messages.tryAgain')}</button>
`;

/** Leads to the newest message, and counts those that the reader has not seen. */
export function pill(unseen, jump) {
  const news = unseen > 0 ? t('room.messages.new', { count: unseen }) : null;
  return html`
    <button type="button" class="pill ${news ? '' : 'pill-quiet'}" aria-label=${news ?? t('room.messages.jumpToTheNewest')} @click=${jump}>
      ${icon('down')}${news}
    </button>
  `;
}
