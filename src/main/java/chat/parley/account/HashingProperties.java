package chat.parley.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How many passwords are worked on at once. One takes about 30 ms of one core and 19 MiB.
 *
 * @param threads how many at the same time
 * @param queue how many more may wait; who comes then is told to come again
 */
@ConfigurationProperties("parley.hashing")
public record HashingProperties(
        @DefaultValue("2") int threads, @DefaultValue("100") int queue) {

    public HashingProperties {
        Assert.isTrue(threads > 0, "parley.hashing.threads must be positive");
        Assert.isTrue(queue > 0, "parley.hashing.queue must be positive");
    }
}
