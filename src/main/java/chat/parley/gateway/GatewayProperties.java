package chat.parley.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param drain how long the people of a node that goes away have to move to another one; below
 *     {@code spring.lifecycle.timeout-per-shutdown-phase}
 * @param direct whether frames are written straight into the channels, instead of going through the reactive session one by one
 */
@ConfigurationProperties("parley.gateway")
record GatewayProperties(
        @DefaultValue("10s") Duration drain,
        @DefaultValue("true") boolean direct) {

    GatewayProperties {
        Assert.isTrue(!drain.isNegative(), "parley.gateway.drain must not be negative");
    }
}
