package chat.parley.database;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Allows an event that recurs during an outage to be logged at most once a minute. Thread-safe. */
public final class OncePerMinute {

    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE);

    /** Returns whether a minute has passed since the last time that this was true. */
    public boolean isDue() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= PAUSE && last.compareAndSet(before, now);
    }
}
