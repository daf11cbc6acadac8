package chat.parley.http;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * Grants access to metrics and to the details of health, in addition to administrators.
 *
 * @param token the secret that a monitoring system sends as {@code Authorization: Bearer …}; at least 16 characters;
 *     null if no token is accepted
 */
@ConfigurationProperties("parley.monitoring")
public record MonitoringProperties(@Nullable String token) {

    private static final int MIN_TOKEN = 16;

    public MonitoringProperties {
        token = token == null || token.isBlank() ? null : token.strip();
        Assert.isTrue(
                token == null || token.length() >= MIN_TOKEN,
                "parley.monitoring.token must have 16 characters or more");
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "MonitoringProperties";
    }
}
