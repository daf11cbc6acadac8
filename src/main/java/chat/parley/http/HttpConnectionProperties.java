package chat.parley.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code parley.http.*}: how long a connection may take for each part of a request before it is closed. A
 * balancer's time for idle connections should be shorter than {@code idleTimeout}.
 *
 * @param headTimeout until the first request's line and headers have arrived
 * @param bodyTimeout from there until its body has arrived
 * @param idleTimeout from an answer until the next request's line and headers have arrived
 * @param writeTimeout how long a client may take nothing of an answer
 * @param connectionsPerAddress how many connections one address may have open on this node; 0 for any number; a trusted
 *     proxy may have any number
 */
@ConfigurationProperties("parley.http")
record HttpConnectionProperties(
        @DefaultValue("20s") Duration headTimeout,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("75s") Duration idleTimeout,
        @DefaultValue("60s") Duration writeTimeout,
        @DefaultValue("1000") int connectionsPerAddress) {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

    HttpConnectionProperties {
        check("head-timeout", headTimeout);
        check("body-timeout", bodyTimeout);
        check("idle-timeout", idleTimeout);
        check("write-timeout", writeTimeout);
        if (connectionsPerAddress < 0) {
            throw new IllegalArgumentException("parley.http.connections-per-address must be 0 or more");
        }
    }

    private static void check(String name, Duration timeout) {
        if (timeout.compareTo(MIN_TIMEOUT) < 0) {
            throw new IllegalArgumentException("parley.http." + name + " must be 100ms or more");
        }
    }
}
