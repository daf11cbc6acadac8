package chat.parley.hub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the hub.
 *
 * @param tick the interval between comparisons of the live rooms with the database; varies by up to 20 %
 * @param tickWhileDown the interval while the channel layer is down and other nodes' changes do not arrive
 */
@ConfigurationProperties("parley.hub")
record HubProperties(
        @DefaultValue("5s") Duration tick,
        @DefaultValue("500ms") Duration tickWhileDown) {

    private static final Duration MIN_TICK = Duration.ofMillis(10);

    HubProperties {
        Assert.isTrue(tick.compareTo(MIN_TICK) >= 0, "parley.hub.tick must be 10ms or more");
        Assert.isTrue(tickWhileDown.compareTo(MIN_TICK) >= 0, "parley.hub.tick-while-down must be 10ms or more");
    }
}
