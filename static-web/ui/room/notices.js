import { html, nothing } from 'lit';
import { wantsNotices } from '../account/preferences.js';
import { isSameDay, dayOf, timeOf } from '../kit/times.js';
import { rich, t } from '../../texts/texts.js';

const SHOWN_NAMES = 2;

/** The events after a message that this browser shows. */
export const shownAfter = (conversation, seq) => (wantsNotices() ? conversation.room.notices.after(seq) : []);

/**
 * Renders what happened after a message: quiet lines, which are not messages.
 *
 * @param before when the message was posted; null at the beginning of the room
 */
export function notices(conversation, seq, before) {
  const events = shownAfter(conversation, seq);
  return events.map((event, i) => {
    const last = i === 0 ? before : events[i - 1].at;
    return html`${last && isSameDay(last, event.at) ? nothing : dayLine(event.at)}
      <p class="room-notice">${words(conversation, event)} ${event.kind === 'earlier' ? nothing : timeOf(event.at)}</p>`;
  });
}

export const dayLine = (at) => html`<div class="day" role="separator"><span>${dayOf(at)}</span></div>`;

function words(conversation, event) {
  const { kind, by, names, count } = event;
  const people = { names: names && namesOf(conversation, event), by: by && name(conversation, by) };
  switch (kind) {
    case 'earlier':
      return t('room.notice.earlier', { count });
    case 'joined':
      return rich('room.notice.joined', people);
    case 'added':
      return rich('room.notice.added', people);
    case 'left':
      return rich('room.notice.left', people);
    case 'removed':
      return rich('room.notice.removed', people);
    case 'renamed':
      return rich('room.notice.renamed', people);
    case 'topic':
      return rich('room.notice.topic', people);
    default:
      return nothing;
  }
}

/** The first names and how many there are besides. */
function namesOf(conversation, { names, count }) {
  const shown = names.slice(0, count === SHOWN_NAMES + 1 ? count : SHOWN_NAMES).map((one) => name(conversation, one));
  const [first, second, third] = shown;
  if (count > shown.length) {
    const others = html`<span title=${names.map((one) => conversation.nameOf(one)).join(', ')}>${t('room.notice.others', { count: count - shown.length })}</span>`;
    return second ? rich('room.notice.many', { first, second, others }) : rich('room.notice.two', { first, second: others });
  }
  if (third) {
    return rich('room.notice.three', { first, second, third });
  }
  return second ? rich('room.notice.two', { first, second }) : first;
}

const name = (conversation, username) => html`<bdi>${conversation.nameOf(username)}</bdi>`;
