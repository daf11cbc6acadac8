package chat.parley.follower;

import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Chooses the delay after a failed attempt: exponential, limited, and with jitter, so that the followers of one
 * receiver do not retry together.
 */
@Component
class RetryDelays {

    private static final double JITTER = 0.2;
    private static final int MAX_DOUBLINGS = 30;

    /** The longest delay that a receiver can request. */
    private static final Duration MAX_REQUESTED_DELAY = Duration.ofDays(1);

    private final FollowerProperties properties;
    private final SecureRandom random;

    RetryDelays(FollowerProperties properties, SecureRandom random) {
        this.properties = properties;
        this.random = random;
    }

    /**
     * @param failures the number of failures before this one
     * @param requested the receiver's own request; null for none
     */
    Duration after(int failures, @Nullable Duration requested) {
        long doubled = properties.retryDelay().toMillis() << Math.min(failures, MAX_DOUBLINGS);
        double factor = 1 - JITTER * random.nextDouble();
        Duration delay = Duration.ofMillis(
                Math.round(Math.min(doubled, properties.maxRetryDelay().toMillis()) * factor));
        return requested == null || requested.compareTo(delay) < 0 ? delay : limited(requested);
    }

    private static Duration limited(Duration requested) {
        return requested.compareTo(MAX_REQUESTED_DELAY) > 0 ? MAX_REQUESTED_DELAY : requested;
    }
}
