const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a status can last, in the order of choice. */
export const ENDS = ['never', 'half-hour', 'hour', 'today', 'week'];

/**
 * How many milliseconds from now a choice ends; null for never. The day and the week (until Sunday) are those of the person's
 * calendar.
 */
export function durationOf(end, now = new Date()) {
  switch (end) {
    case 'half-hour':
      return 30 * MINUTE;
    case 'hour':
      return HOUR;
    case 'today':
      return midnightAfter(now, 0) - now;
    case 'week':
      return midnightAfter(now, (7 - now.getDay()) % 7) - now;
    default:
      return null;
  }
}

/**
 * When a choice ends by the server's clock, to the minute; null for never.
 *
 * @param ahead by how many milliseconds the server's clock is ahead of this computer's, which may be wrong
 */
export function endOf(end, ahead, now = new Date()) {
  const duration = durationOf(end, now);
  return duration === null ? null : new Date(Math.round((now.getTime() + ahead + duration) / MINUTE) * MINUTE).toISOString();
}

const midnightAfter = (now, days) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1 + days);
