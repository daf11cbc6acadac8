package chat.parley.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long log-ins last.
 *
 * @param lifetime a session ends when it was not used for this long
 * @param maxAge a session ends at this age, however much it is used
 * @param sweepInterval how often each node removes ended sessions from the database, give or take a half
 */
@ConfigurationProperties("parley.sessions")
public record SessionProperties(
        @DefaultValue("30d") Duration lifetime,
        @DefaultValue("90d") Duration maxAge,
        @DefaultValue("10m") Duration sweepInterval) {

    public SessionProperties {
        Assert.isTrue(lifetime.toSeconds() > 0, "parley.sessions.lifetime must be a second or more");
        Assert.isTrue(maxAge.toSeconds() > 0, "parley.sessions.max-age must be a second or more");
        Assert.isTrue(sweepInterval.toMillis() > 0, "parley.sessions.sweep-interval must be positive");
    }
}
