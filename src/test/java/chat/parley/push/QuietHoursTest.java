package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quiet hours, also over midnight and when the clocks change. */
class QuietHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-01-10T21:59:59, PT0S",
        "22:00, 07:00, 2026-01-10T22:00:00, PT9H",
        "22:00, 07:00, 2026-01-11T06:59:00, PT1M",
        "22:00, 07:00, 2026-01-11T07:00:00, PT0S",
        "13:00, 14:30, 2026-01-10T13:30:00, PT1H",
        "13:00, 14:30, 2026-01-10T14:30:00, PT0S",
        "08:00, 08:00, 2026-01-10T08:00:00, PT0S",
        "22:00, 07:00, 2026-03-28T23:00:00, PT7H",
        "22:00, 07:00, 2026-10-24T23:00:00, PT9H"
    })
    void remainingTimeDependsOnTheLocalTime(String from, String until, String local, Duration remaining) {
        QuietHours hours = new QuietHours(minutes(from), minutes(until), BERLIN);

        assertThat(hours.remaining(
                        ZonedDateTime.of(LocalDateTime.parse(local), BERLIN).toInstant()))
                .isEqualTo(remaining);
    }

    private static int minutes(String time) {
        return LocalTime.parse(time).toSecondOfDay() / 60;
    }
}
