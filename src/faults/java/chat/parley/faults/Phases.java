package chat.parley.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the time until a post's acknowledgement was spent. */
final class Phases {

    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
    private long since = System.nanoTime();

    /** A phase of the client's wait. */
    enum Phase {
        /** A connection. */
        CONNECTING,
        /** The answer to the request to open the room. */
        OPENING,
        /** The answer to the post. */
        POSTING,
        /** The time after a refusal. */
        REFUSED
    }

    /** Adds the time since the last call. */
    void add(Phase phase) {
        long now = System.nanoTime();
        nanos.merge(phase, now - since, Long::sum);
        since = now;
    }

    void restart() {
        nanos.clear();
        since = System.nanoTime();
    }

    @Override
    public String toString() {
        return nanos.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " "
                        + Duration.ofNanos(entry.getValue()).toMillis())
                .collect(Collectors.joining(", "));
    }
}
