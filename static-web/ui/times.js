import { html } from 'lit';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_OTHER_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const NEAR = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const DAY_LENGTH = 86_400_000;

/** The local time of day; the exact moment on hover. */
export function timeOf(iso) {
  const date = new Date(iso);
  return html`<time datetime=${iso} title=${EXACT.format(date)}>${CLOCK.format(date)}</time>`;
}

/** The day as people call it: today, yesterday, its name, its date. */
export const dayOf = (iso) => capitalised(dayWithin(iso));

/** The same within a sentence. */
export function dayWithin(iso) {
  const date = new Date(iso);
  const ago = Math.round((midnight(date) - midnight(new Date())) / DAY_LENGTH);
  if (ago === 0 || ago === -1) {
    return NEAR.format(ago, 'day');
  }
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return (thisYear ? DAY : DAY_OF_OTHER_YEAR).format(date);
}

export const isSameDay = (a, b) => midnight(new Date(a)) === midnight(new Date(b));

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

const capitalised = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
