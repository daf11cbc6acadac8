package chat.parley.push;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/**
 * A part of each day in which a device is not notified. It may include midnight.
 *
 * @param from minutes after midnight
 * @param until minutes after midnight; the first minute that is not quiet
 */
record QuietHours(int from, int until, ZoneId zone) {

    static final int MINUTES_OF_DAY = 24 * 60;

    /** Returns how long it remains quiet; zero if it is not quiet at this time. */
    Duration remaining(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        int minute = local.get(ChronoField.MINUTE_OF_DAY);
        if (Math.floorMod(minute - from, MINUTES_OF_DAY) >= Math.floorMod(until - from, MINUTES_OF_DAY)) {
            return Duration.ZERO;
        }
        ZonedDateTime end = local.truncatedTo(ChronoUnit.DAYS).with(LocalTime.ofSecondOfDay(until * 60L));
        return Duration.between(local, end.isAfter(local) ? end : end.plusDays(1));
    }
}
