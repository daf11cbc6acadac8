package chat.parley.channel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The channel layer's settings. Which layer it is follows from {@link RedisProperties}: Redis where they say where it is,
 * memory otherwise.
 *
 * @param prefix stands before the name of each Redis channel, so that several installations can share one Redis
 * @param timeout the longest wait for Redis to connect, or to answer a command
 * @param pingInterval how often the layer sends itself a message through Redis
 * @param missedPings after so many pings in a row that did not come back the connection is given up
 * @param reconnectDelayMin the pause before the first attempt to reconnect; it doubles with each failure
 * @param reconnectDelayMax the longest pause between two attempts to reconnect
 * @param pending how many commands may wait for Redis before publishing fails
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
