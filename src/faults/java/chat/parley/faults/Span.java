package chat.parley.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A time span between two values of {@link System#nanoTime()}. */
record Span(long from, long to) {

    static Span since(long from) {
        return new Span(from, System.nanoTime());
    }

    Duration length() {
        return Duration.ofNanos(to - from);
    }

    /** The part of it that is in none of these spans. */
    Duration outside(Collection<Span> others) {
        List<Span> sorted = others.stream()
                .sorted(Comparator.comparingLong(other -> other.from - from))
                .toList();
        long outside = 0;
        long at = from;
        for (Span other : sorted) {
            outside += Math.max(0, Math.min(to - at, other.from - at));
            at += Math.max(0, Math.min(to - at, other.to - at));
        }
        return Duration.ofNanos(outside + to - at);
    }

    /** Whether the spans overlap, or this one begins within the grace period after the other. */
    boolean touches(Span other, Duration grace) {
        return to - other.from >= 0 && from - other.to <= grace.toNanos();
    }
}
