import { html } from 'lit';
import { avatar } from './avatar.js';
import { roomSign } from '../rooms/room-sign.js';
import { rich, t } from '../../texts/texts.js';

/** A loading placeholder. */
export const skeleton = (what) => html`
  <div class="skeleton" role="status"><span class="visually-hidden">${t('kit.placeholders.loading', { what })}</span><i></i><i></i><i></i><i></i></div>
`;

/** Shown above a room's first message, or instead of it. */
export const beginning = (room, empty) => html`
  <div class="beginning">
    ${room.others?.length === 1 ? avatar(room.others[0], 'big') : html`<span class="beginning-sign" aria-hidden="true">${roomSign(room)}</span>`}
    <h2>${empty && room.kind !== 'direct' ? t('kit.placeholders.noMessagesYet') : begins(room)}</h2>
    <p class="muted">
      ${room.kind === 'direct' ? direct(room) : room.archived_at && empty ? t('kit.placeholders.thisRoomIsArchived') : empty ? t('kit.placeholders.writeTheFirstMessage') : room.topic || t('kit.placeholders.thisIsTheBeginning')}
    </p>
  </div>
`;

const begins = ({ kind, others, label }) =>
  kind !== 'direct' ? html`${rich('kit.placeholders.thisIsWhereBegins', { label: html`<b dir="auto">${label}</b>` })}` : others.length === 0 ? label : html`${rich('kit.placeholders.betweenYouAnd', { label: html`<b dir="auto">${label}</b>` })}`;

const direct = ({ others }) => (others.length === 0 ? t('kit.placeholders.onlyYouCanRead') : t('kit.placeholders.onlyThePeopleIn'));
