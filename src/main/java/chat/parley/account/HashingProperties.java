package chat.parley.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How many passwords are worked on at once. One takes about 30 ms of one core and 19 MiB.
 *
 * @param threads how many are compared at the same time; half as many new ones are judged and hashed beside them
 * @param queue how many more of either may wait; further ones are refused as {@code overloaded}
 */
@ConfigurationProperties("parley.hashing")
public record HashingProperties(
        @DefaultValue("2") int threads, @DefaultValue("100") int queue) {

    public HashingProperties {
        Assert.isTrue(threads > 0, "parley.hashing.threads must be positive");
        Assert.isTrue(queue > 0, "parley.hashing.queue must be positive");
    }
}
