package chat.parley.hub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param tick how often a node compares its live rooms with the database, give or take a fifth
 * @param tickWhileDown the same while the channel layer is down, and so nothing comes from other nodes
 */
@Validated
@ConfigurationProperties("parley.hub")
record HubProperties(
        @DefaultValue("5s") Duration tick,
        @DefaultValue("500ms") Duration tickWhileDown) {}
