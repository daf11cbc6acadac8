package chat.parley.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what this node holds of answers that their clients do not take: when it is too much in all, the connection that
 * has taken nothing for longest is closed. Thread-safe.
 */
final class StalledResponses {

    /** At most this part of the memory, and not less than the number of bytes. */
    private static final int MEMORY_PARTS = 8;

    private static final long MIN_TOTAL_BYTES = 16 * 1024 * 1024;

    private final long maxBytes;
    private final Map<Channel, Stall> stalls = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    StalledResponses(long memory) {
        this.maxBytes = Math.max(MIN_TOTAL_BYTES, memory / MEMORY_PARTS);
    }

    /** A connection has more to write than it takes; called on its event loop. */
    void stalls(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer != null) {
            goesOn(channel);
            long bytes = buffer.totalPendingWriteBytes();
            stalls.put(channel, new Stall(bytes, System.nanoTime()));
            if (total.addAndGet(bytes) > maxBytes) {
                closeOldest();
            }
        }
    }

    /** A connection takes more, or has ended. */
    void goesOn(Channel channel) {
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
                    goesOn(oldest);
                    oldest.close();
                });
    }

    private record Stall(long bytes, long since) {}
}
