package chat.parley.follower;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of followers, such as webhooks.
 *
 * @param lease how long a node may send a page before another one repeats it; two thirds of it limit one attempt
 * @param retryDelay the delay after the first failed attempt, doubled after each further one
 * @param maxRetryDelay the longest delay between attempts
 * @param pauseAfter a follower whose attempts have all failed for this long is paused
 */
@ConfigurationProperties("parley.followers")
record FollowerProperties(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration retryDelay,
        @DefaultValue("1h") Duration maxRetryDelay,
        @DefaultValue("7d") Duration pauseAfter) {

    FollowerProperties {
        Assert.isTrue(lease.toMillis() >= 300, "parley.followers.lease must be 300ms or more");
        Assert.isTrue(retryDelay.toMillis() >= 10, "parley.followers.retry-delay must be 10ms or more");
        Assert.isTrue(
                maxRetryDelay.compareTo(retryDelay) >= 0,
                "parley.followers.max-retry-delay must not be below parley.followers.retry-delay");
        Assert.isTrue(pauseAfter.toMillis() > 0, "parley.followers.pause-after must be above zero");
    }

    /** Returns the limit of one attempt. */
    Duration sendTimeout() {
        return lease.multipliedBy(2).dividedBy(3);
    }
}
