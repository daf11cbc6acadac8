package chat.parley.roomlog;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once that transactions fail, with the reason, and once that they no longer do: in an outage every transaction
 * fails, many times a second. The meter {@code parley.log.transactions} counts them all.
 */
final class Outage {

    private static final Log log = LogFactory.getLog(Outage.class);

    private final AtomicBoolean lasts = new AtomicBoolean();

    void failed(int writes, Throwable failure) {
        if (lasts.compareAndSet(false, true)) {
            log.error("A transaction of " + writes + " writes failed; no other is told of until one succeeds", failure);
        }
    }

    void over() {
        if (lasts.get() && lasts.compareAndSet(true, false)) {
            log.info("Transactions succeed again");
        }
    }
}
