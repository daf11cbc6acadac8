package chat.parley.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which failures are logged: each cause at most once a minute. Remembers a bounded number of causes. Thread-safe.
 */
public final class RepeatedCauses {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_CAUSES = 200;

    private final Clock clock;
    private final Map<String, Cause> causes = new LinkedHashMap<>();

    public RepeatedCauses(Clock clock) {
        this.clock = clock;
    }

    private record Cause(Instant loggedAt, int omitted) {}

    /**
     * Returns how many failures of this cause were omitted since the last entry; negative if this one is to be omitted,
     * too.
     */
    public synchronized int omittedBefore(String cause) {
        Instant now = clock.instant();
        Cause previous = causes.get(cause);
        if (previous != null && previous.loggedAt().plus(INTERVAL).isAfter(now)) {
            causes.put(cause, new Cause(previous.loggedAt(), previous.omitted() + 1));
            return -1;
        }
        causes.remove(cause);
        if (causes.size() >= MAX_CAUSES) {
            causes.remove(causes.keySet().iterator().next());
        }
        causes.put(cause, new Cause(now, 0));
        return previous == null ? 0 : previous.omitted();
    }

    /** Identifies a cause by the error's type and the place where it was thrown. */
    public static String of(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
    }
}
