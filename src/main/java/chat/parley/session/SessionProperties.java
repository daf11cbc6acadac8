package chat.parley.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings {@code parley.sessions.*}.
 *
 * @param lifetime a session expires after this time without use
 * @param maxAge a session expires at this age even if it is used
 * @param sweepInterval how often each node deletes expired sessions, give or take a half
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
