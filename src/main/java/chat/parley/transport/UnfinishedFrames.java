package chat.parley.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that this node uses for incomplete frames. A frame longer than {@link InboundFrame#MAX_BYTES} is
 * refused when it is complete, and its socket stays open; until then, all sockets share a limited amount of memory for
 * such frames. Thread-safe; each share is confined to one connection's event loop.
 */
final class UnfinishedFrames {

    private static final long MAX_TOTAL_BYTES = 16 * 1024 * 1024;

    private final AtomicLong total = new AtomicLong();

    Share share() {
        return new Share();
    }

    /** The share of one connection; only bytes above the frame limit count. */
    final class Share {

        private long arrived;
        private long charged;

        /** @return whether the total is within the limit */
        boolean add(int bytes) {
            arrived += bytes;
            long excess = arrived - InboundFrame.MAX_BYTES - charged;
            if (excess > 0) {
                charged += excess;
                return total.addAndGet(excess) <= MAX_TOTAL_BYTES;
            }
            return true;
        }

        /** Returns whether this connection holds a long frame while the total exceeds the limit. */
        boolean exceeded() {
            return charged > 0 && total.get() > MAX_TOTAL_BYTES;
        }

        void reset() {
            arrived = 0;
            if (charged > 0) {
                total.addAndGet(-charged);
                charged = 0;
            }
        }
    }
}
