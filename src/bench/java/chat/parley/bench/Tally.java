package chat.parley.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Counts the deliveries on one event loop. Written on that loop only; the counts can be read from any thread. */
final class Tally {

    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private final Histogram latencies = new Histogram(MAX_MICROS, 3);
    private byte[] scratch = new byte[1 << 18];

    /** A buffer of at least this many bytes; its former contents are lost. */
    byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[bytes * 2];
        }
        return scratch;
    }

    void delivered() {
        deliveries.lazySet(deliveries.get() + 1);
    }

    void took(long micros) {
        latencies.recordValue(Math.min(Math.max(micros, 0), MAX_MICROS));
    }

    void acknowledged() {
        acknowledged.lazySet(acknowledged.get() + 1);
    }

    void refused() {
        refused.lazySet(refused.get() + 1);
    }

    void stale() {
        stale.lazySet(stale.get() + 1);
    }

    long deliveries() {
        return deliveries.get();
    }

    long acknowledgements() {
        return acknowledged.get();
    }

    long refusals() {
        return refused.get();
    }

    /** The latencies since the last call. Must be called on the loop. */
    Histogram latencies() {
        Histogram gathered = latencies.copy();
        latencies.reset();
        return gathered;
    }
}
