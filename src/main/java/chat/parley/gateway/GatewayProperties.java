package chat.parley.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the WebSocket gateway.
 *
 * @param drain how long clients have to move to another node at shutdown; must be less than
 *     {@code spring.lifecycle.timeout-per-shutdown-phase}
 * @param direct whether frames are written directly to the Netty channels instead of one by one through the reactive
 *     session
 */
@ConfigurationProperties("parley.gateway")
record GatewayProperties(
        @DefaultValue("10s") Duration drain,
        @DefaultValue("true") boolean direct) {

    GatewayProperties {
        Assert.isTrue(!drain.isNegative(), "parley.gateway.drain must not be negative");
    }
}
