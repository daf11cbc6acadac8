package chat.parley.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;

/** One occurrence of a fault, from just before it began until it had ended. */
record Strike(Fault fault, Span span) {

    /** A wait that begins this long after a fault still counts as caused by it: the damage may be noticed only then. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** The waits that the fault may have caused. */
    Stream<Span> caused(Collection<Span> waits) {
        return waits.stream().filter(wait -> wait.touches(span, GRACE));
    }
}
