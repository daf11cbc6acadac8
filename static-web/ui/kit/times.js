import { html } from 'lit';
import { t } from '../../texts/texts.js';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_OTHER_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const DAY_LENGTH = 86_400_000;

/** The local time of day, with the exact time as a tooltip. */
export function timeOf(iso) {
  const date = new Date(iso);
  return html`<time datetime=${iso} title=${EXACT.format(date)}>${CLOCK.format(date)}</time>`;
}

/** The same without the day period (am, pm), for narrow places. */
export function shortTimeOf(iso) {
  const date = new Date(iso);
  const parts = CLOCK.formatToParts(date).filter(({ type }) => type !== 'dayPeriod');
  return html`<time datetime=${iso} title=${EXACT.format(date)}>${parts.map(({ value }) => value).join('').trim()}</time>`;
}

/** Calls a function at each midnight, when relative day names change; returns a function that stops it. */
export function atMidnight(call) {
  let timer = null;
  const wait = () => {
    const now = new Date();
    const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    timer = setTimeout(() => {
      call();
      wait();
    }, next - now + 500);
  };
  // A computer that slept through midnight missed the timer.
  let day = new Date().toDateString();
  const woken = () => {
    if (document.visibilityState === 'visible' && day !== new Date().toDateString()) {
      day = new Date().toDateString();
      call();
    }
  };
  document.addEventListener('visibilitychange', woken);
  wait();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', woken);
  };
}

/** A time to come within a sentence: the time of day, with the day unless it is today. Midnight is the end of a day. */
export function timeWithin(iso) {
  const date = new Date(iso);
  if (date.getTime() === midnight(date)) {
    return t('kit.times.endOf', { day: dayWithin(new Date(date.getTime() - 1)) });
  }
  return isSameDay(date, new Date()) ? CLOCK.format(date) : `${dayWithin(iso)}, ${CLOCK.format(date)}`;
}

/** The day in words: today, yesterday, tomorrow, a weekday, or a date. */
export const dayOf = (iso) => capitalised(dayWithin(iso));

/** The same for use within a sentence. */
export function dayWithin(iso) {
  const date = new Date(iso);
  const ago = Math.round((midnight(date) - midnight(new Date())) / DAY_LENGTH);
  if (Math.abs(ago) <= 1) {
    return RELATIVE.format(ago, 'day');
  }
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return (thisYear ? DAY : DAY_OF_OTHER_YEAR).format(date);
}

export const isSameDay = (a, b) => midnight(new Date(a)) === midnight(new Date(b));

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

const capitalised = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
