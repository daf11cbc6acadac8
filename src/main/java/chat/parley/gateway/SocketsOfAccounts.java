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
    Place take(long account) {
        open.compute(account, (id, count) -> oneMore(count == null ? 0 : count));
        return new Place(account);
    }

    private int oneMore(int count) {
        if (count >= max) {
            throw Refusal.later(
                    Code.TOO_MANY_CONNECTIONS, "An account can have " + max + " connections open.", RETRY_AFTER);
        }
        return count + 1;
    }

    /** One counted socket. {@link #leave} is idempotent. */
    final class Place {

        private final long account;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(long account) {
            this.account = account;
        }

        void leave() {
            if (!left.getAndSet(true)) {
                open.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
            }
        }
    }
}
