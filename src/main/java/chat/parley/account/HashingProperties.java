package chat.parley.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Bounds the number of passwords that are processed concurrently. Each takes about 30 ms on one core, and 19 MiB.
 *
 * @param threads how many passwords are compared concurrently; half as many new passwords are checked and hashed in
 *     addition. By default half of the processors, but at most 4: a flood of log-ins leaves processors to messages, and
 *     memory to everything else
 * @param queue how many tasks of either kind may wait; further ones are refused with {@code overloaded}
 */
@ConfigurationProperties("parley.hashing")
public record HashingProperties(
        @Nullable Integer threads, @DefaultValue("100") int queue) {

    private static final int MAX_DEFAULT_THREADS = 4;

    public HashingProperties {
        Assert.isTrue(threads == null || threads > 0, "parley.hashing.threads must be positive");
        Assert.isTrue(queue > 0, "parley.hashing.queue must be positive");
    }

    /** Returns how many passwords are compared concurrently: {@link #threads} or its default. */
    int concurrentChecks() {
        int half = Runtime.getRuntime().availableProcessors() / 2;
        return threads != null ? threads : Math.max(1, Math.min(half, MAX_DEFAULT_THREADS));
    }
}
