package chat.parley.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Logs defects: each cause with its trace, at most once a minute. A client that repeats a request which fails here cannot
 * fill the disk. How many were left out is said with the next one of that cause.
 */
@Component
public class DefectLog {

    private static final Logger log = LoggerFactory.getLogger(DefectLog.class);

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_CAUSES = 200;

    private final Clock clock;
    private final Map<String, Cause> causes = new LinkedHashMap<>();

    public DefectLog(Clock clock) {
        this.clock = clock;
    }

    private record Cause(Instant loggedAt, int omitted) {}

    /** @param what failed, without anything that a client sent */
    public void add(String what, Throwable error) {
        int omitted = omittedBefore(cause(error));
        if (omitted == 0) {
            log.error("{} failed", what, error);
        } else if (omitted > 0) {
            log.error("{} failed; so did {} others since this cause was last logged", what, omitted, error);
        }
    }

    /** How many of this cause were left out since it was last logged; negative to leave this one out, too. */
    private synchronized int omittedBefore(String cause) {
        Instant now = clock.instant();
        Cause before = causes.get(cause);
        if (before != null && before.loggedAt().plus(PAUSE).isAfter(now)) {
            causes.put(cause, new Cause(before.loggedAt(), before.omitted() + 1));
            return -1;
        }
        causes.remove(cause);
        if (causes.size() >= MAX_CAUSES) {
            causes.remove(causes.keySet().iterator().next());
        }
        causes.put(cause, new Cause(now, 0));
        return before == null ? 0 : before.omitted();
    }

    /** The kind of the error and where it was thrown. */
    private static String cause(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
    }
}
