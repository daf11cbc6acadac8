package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.MovableClock;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;

@ExtendWith(OutputCaptureExtension.class)
class OutageReporterTest {

    private final MovableClock clock = new MovableClock();
    private final OutageReporter outage = new OutageReporter(clock);

    /** As on a full disk, where transactions without new pages succeed. */
    @Test
    void causeIsLoggedInOneLinePerMinuteEvenIfSomeTransactionsSucceed(CapturedOutput output) {
        for (int i = 0; i < 100; i++) {
            outage.failed(3, diskFull());
            outage.succeeded();
        }
        assertThat(output.getAll().lines()).hasSize(1);
        assertThat(output).contains("A transaction of 3 writes failed", "No space left on device");

        clock.passes(Duration.ofMinutes(1));
        outage.failed(4, diskFull());
        assertThat(output.getAll().lines()).hasSize(2);
        assertThat(output).contains("A transaction of 4 writes failed, and 99 others");
    }

    @Test
    void otherCauseIsLoggedImmediately(CapturedOutput output) {
        outage.failed(3, diskFull());
        outage.failed(3, new IllegalStateException("The database is gone"));

        assertThat(output.getAll().lines()).hasSize(2);
        assertThat(output).containsOnlyOnce("No space left on device").containsOnlyOnce("The database is gone");
    }

    @Test
    void endOfAnOutageIsLoggedOnceAfterAWhileWithoutFailures(CapturedOutput output) {
        outage.succeeded();
        outage.failed(3, diskFull());
        outage.succeeded();
        assertThat(output).doesNotContain("succeeding again");

        clock.passes(Duration.ofSeconds(5));
        outage.succeeded();
        outage.succeeded();
        assertThat(output).containsOnlyOnce("succeeding again");
    }

    private static Throwable diskFull() {
        return new DataAccessResourceFailureException(
                "A statement failed", new R2dbcTransientResourceException("No space left on device", "53100"));
    }
}
