package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.MovableClock;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;

@ExtendWith(OutputCaptureExtension.class)
class FailureLogTest {

    private final MovableClock clock = new MovableClock();
    private final FailureLog failures = new FailureLog(clock);

    @Test
    void outageIsLoggedInOneLinePerMinuteWhateverFails(CapturedOutput log) {
        for (int i = 0; i < 100; i++) {
            failures.add("Could not do this", away());
            failures.add("Could not do that", awayElsewhere());
        }
        assertThat(log.getAll().lines()).hasSize(1);
        assertThat(log).contains("Could not do this", "Connection refused");

        clock.passes(Duration.ofMinutes(1));
        failures.add("Could not do that", awayElsewhere());
        assertThat(log.getAll().lines()).hasSize(2);
        assertThat(log).contains("Could not do that (and 199 others with the same cause");
    }

    @Test
    void unexpectedFailureKeepsItsStackTraceOncePerMinute(CapturedOutput log) {
        for (int i = 0; i < 100; i++) {
            failures.add("Could not do this", new IllegalStateException("torn"));
        }
        assertThat(log).containsOnlyOnce("torn").containsOnlyOnce("\tat " + FailureLogTest.class.getName());

        clock.passes(Duration.ofMinutes(1));
        failures.add("Could not do this", new IllegalStateException("torn again"));
        assertThat(log).contains("torn again");
    }

    @Test
    void otherCauseIsLoggedImmediately(CapturedOutput log) {
        failures.add("Could not do this", away());
        failures.add("Could not do this", new IllegalStateException("torn"));

        assertThat(log).contains("Connection refused").contains("torn");
    }

    private static Throwable away() {
        return new DataAccessResourceFailureException(
                "Failed to obtain a connection",
                new R2dbcNonTransientResourceException("Connection\nrefused", "08001"));
    }

    private static Throwable awayElsewhere() {
        return new R2dbcNonTransientResourceException("Connection refused", "08001");
    }
}
