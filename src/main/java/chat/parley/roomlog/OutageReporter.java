package chat.parley.roomlog;

import chat.parley.http.RepeatedCauses;
import io.r2dbc.spi.R2dbcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Logs failing transactions in one line per cause and minute, because in an outage every transaction fails, many times a
 * second. Logs the end of the outage once none has failed for a while: on a full disk some transactions still succeed.
 * The meter {@code parley.log.transactions} counts them all. Thread-safe.
 */
@Component
final class OutageReporter {

    private static final Logger log = LoggerFactory.getLogger(OutageReporter.class);

    private static final Duration QUIET_PERIOD = Duration.ofSeconds(5);

    private final Clock clock;
    private final RepeatedCauses causes;
    private final AtomicReference<@Nullable Instant> lastFailure = new AtomicReference<>();

    OutageReporter(Clock clock) {
        this.clock = clock;
        causes = new RepeatedCauses(clock);
    }

    void failed(int writes, Throwable failure) {
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(failure);
        lastFailure.set(clock.instant());
        int omitted = causes.omittedBefore(cause(reason));
        if (omitted >= 0) {
            String others = omitted == 0 ? "" : ", and " + omitted + " others since this cause was last logged";
            log.error(
                    "A transaction of {} writes failed{}: {}",
                    writes,
                    others,
                    reason.toString().replaceAll("\\R", " "));
        }
    }

    void succeeded() {
        Instant last = lastFailure.get();
        if (last != null
                && !last.plus(QUIET_PERIOD).isAfter(clock.instant())
                && lastFailure.compareAndSet(last, null)) {
            log.info("Transactions are succeeding again");
        }
    }

    private static String cause(Throwable reason) {
        return RepeatedCauses.of(reason) + (reason instanceof R2dbcException error ? " " + error.getSqlState() : "");
    }
}
