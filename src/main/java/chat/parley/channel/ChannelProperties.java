package chat.parley.channel;

import chat.parley.channel.redis.RedisProperties;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the channel layer. {@link RedisProperties} selects the layer: Redis if an address is configured, memory
 * otherwise.
 *
 * @param prefix the prefix of all Redis channel names, so that several installations can share one Redis
 * @param timeout the limit for connecting to Redis and for the answer to a command
 * @param pingInterval the interval at which the layer sends itself a message through Redis
 * @param missedPings the number of consecutive unreturned pings after which a connection is abandoned
 * @param reconnectDelayMin the delay before the first reconnection attempt; it doubles with each failure
 * @param reconnectDelayMax the maximum delay between reconnection attempts
 * @param pending the maximum number of commands waiting for Redis; publishing fails beyond it
 */
@ConfigurationProperties("parley.channel")
public record ChannelProperties(
        @DefaultValue("parley:") String prefix,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("1s") Duration pingInterval,
        @DefaultValue("3") int missedPings,
        @DefaultValue("100ms") Duration reconnectDelayMin,
        @DefaultValue("2s") Duration reconnectDelayMax,
        @DefaultValue("16384") int pending) {

    public ChannelProperties {
        Assert.isTrue(timeout.toMillis() > 0, "parley.channel.timeout must be positive");
        Assert.isTrue(pingInterval.toMillis() > 0, "parley.channel.ping-interval must be positive");
        Assert.isTrue(missedPings > 0, "parley.channel.missed-pings must be positive");
        Assert.isTrue(reconnectDelayMin.toMillis() > 0, "parley.channel.reconnect-delay-min must be positive");
        Assert.isTrue(
                reconnectDelayMax.compareTo(reconnectDelayMin) >= 0,
                "parley.channel.reconnect-delay-max must not be below parley.channel.reconnect-delay-min");
        Assert.isTrue(pending > 0, "parley.channel.pending must be positive");
    }
}
