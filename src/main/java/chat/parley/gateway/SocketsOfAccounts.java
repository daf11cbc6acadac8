package chat.parley.gateway;

import chat.parley.http.LimitProperties;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Counts and limits the open sockets of each account on this node. Thread-safe. */
@Component
class SocketsOfAccounts {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Map<Long, Integer> open = new ConcurrentHashMap<>();
    private final int max;

    SocketsOfAccounts(LimitProperties limits) {
        this.max = limits.enabled() ? limits.sockets() : Integer.MAX_VALUE;
    }

    /** @throws Refusal {@code too_many_connections} if the account has reached its limit */
    Slot acquire(long account) {
        open.compute(account, (id, count) -> increment(count == null ? 0 : count));
        return new Slot(account);
    }

    private int increment(int count) {
        if (count >= max) {
            throw Refusal.later(
                    Code.TOO_MANY_CONNECTIONS,
                    "An account can have at most " + max + " connections open.",
                    RETRY_AFTER);
        }
        return count + 1;
    }

    /** One counted socket. {@link #release} is idempotent. */
    final class Slot {

        private final long account;
        private final AtomicBoolean released = new AtomicBoolean();

        private Slot(long account) {
            this.account = account;
        }

        void release() {
            if (!released.getAndSet(true)) {
                open.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
            }
        }
    }
}
