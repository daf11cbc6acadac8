package chat.parley.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What this node holds of frames that have not arrived whole. A frame over {@link Heard#MAX_BYTES} is refused when it is
 * complete, and its socket lives on; until then all sockets share a bounded amount of memory for such frames. Thread-safe;
 * each share belongs to one connection's event loop.
 */
final class UnfinishedFrames {

    private static final long MAX_TOTAL_BYTES = 16 * 1024 * 1024;

    private final AtomicLong total = new AtomicLong();

    Share share() {
        return new Share();
    }

    /** One connection's part: only what is above the limit of a frame counts. */
    final class Share {

        private long arrived;
        private long charged;

        /** @return whether there is room for it */
        boolean add(int bytes) {
            arrived += bytes;
            long more = arrived - Heard.MAX_BYTES - charged;
            if (more > 0) {
                charged += more;
                return total.addAndGet(more) <= MAX_TOTAL_BYTES;
            }
            return true;
        }

        /** Whether this connection holds a long frame while there is no room for it. */
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
