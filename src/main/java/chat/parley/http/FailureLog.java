package chat.parley.http;

import io.r2dbc.spi.R2dbcException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Logs failures of work that is retried or answered with {@code unavailable}. In an outage much fails many times a second,
 * so each cause is logged at most once a minute, whatever it affects: in one line if a resource is away, with its stack
 * trace otherwise. The next entry of a cause says how many were omitted. Thread-safe.
 */
@Component
public class FailureLog {

    private static final Logger log = LoggerFactory.getLogger(FailureLog.class);

    private final RepeatedCauses causes;

    public FailureLog(Clock clock) {
        causes = new RepeatedCauses(clock);
    }

    /**
     * @param what what failed and what happens next, such as "Could not …; retrying"; must not contain data from clients
     */
    public void add(String what, Throwable failure) {
        boolean outage = Problems.isOutage(failure) || failure.getStackTrace().length == 0;
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(failure);
        int omitted = causes.omittedBefore(outage ? resource(reason) : RepeatedCauses.of(failure));
        if (omitted < 0) {
            return;
        }
        String others =
                omitted == 0 ? "" : " (and " + omitted + " others with the same cause since it was last logged)";
        if (outage) {
            log.warn("{}{}: {}", what, others, oneLine(reason));
        } else {
            log.error("{}{}", what, others, failure);
        }
    }

    /** Not where it was thrown: a resource that is away fails in many places. */
    private static String resource(Throwable reason) {
        return reason.getClass().getName() + (reason instanceof R2dbcException error ? " " + error.getSqlState() : "");
    }

    private static String oneLine(Throwable reason) {
        return reason.toString().replaceAll("\\R", " ");
    }
}
