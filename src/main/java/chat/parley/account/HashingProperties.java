package chat.parley.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Bounds the number of passwords that are processed concurrently. Each takes about 30 ms on one core, and 19 MiB.
 *
 * @param threads how many passwords are compared concurrently; half as many new passwords are checked and hashed in
 *     addition
 * @param queue how many tasks of either kind may wait; further ones are refused with {@code overloaded}
 */
@ConfigurationProperties("parley.hashing")
public record HashingProperties(
        @DefaultValue("2") int threads, @DefaultValue("100") int queue) {

    public HashingProperties {
        Assert.isTrue(threads > 0, "parley.hashing.threads must be positive");
        Assert.isTrue(queue > 0, "parley.hashing.queue must be positive");
    }
}
