package chat.parley.hub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param tick how often a node compares its live rooms with the database, give or take a fifth
 * @param tickWhileDown the same while the channel layer is down, and so nothing comes from other nodes
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
