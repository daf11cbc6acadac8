package chat.parley.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the total size of responses that clients do not read on this node: above the limit, the connections that have
 * been stalled for longest are closed. Thread-safe.
 */
final class StalledResponses {

    /** The limit is this fraction of the heap, but at least {@link #MIN_TOTAL_BYTES}. */
    private static final int MEMORY_DIVISOR = 8;

    private static final long MIN_TOTAL_BYTES = 16 * 1024 * 1024;

    private final long maxBytes;
    private final Map<Channel, Stall> stalls = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    StalledResponses(long memory) {
        this.maxBytes = Math.max(MIN_TOTAL_BYTES, memory / MEMORY_DIVISOR);
    }

    /**
     * Records the current size of a connection's write buffer, which exceeds what the client reads. Called on the
     * connection's event loop.
     */
    void add(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer != null) {
            Stall previous = stalls.get(channel);
            remove(channel);
            long bytes = buffer.totalPendingWriteBytes();
            stalls.put(channel, new Stall(bytes, previous == null ? System.nanoTime() : previous.since()));
            total.addAndGet(bytes);
            while (total.get() > maxBytes && !stalls.isEmpty()) {
                closeOldest();
            }
        }
    }

    /** Forgets a connection that is writable again or closed. */
    void remove(Channel channel) {
        Stall stall = stalls.remove(channel);
        if (stall != null) {
            total.addAndGet(-stall.bytes());
        }
    }

    private void closeOldest() {
        stalls.entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().since()))
                .map(Map.Entry::getKey)
                .ifPresent(oldest -> {
                    remove(oldest);
                    oldest.close();
                });
    }

    private record Stall(long bytes, long since) {}
}
