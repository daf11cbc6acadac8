package chat.parley.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code parley.http.*}: timeouts for the parts of a request, after which the connection is closed, and
 * the number of connections. The idle timeout of a balancer should be shorter than {@code idleTimeout}.
 *
 * @param headTimeout until the first request's line and headers have arrived
 * @param bodyTimeout from there until the request's body, or the next 256 KiB of it, has arrived
 * @param idleTimeout from a response until the next request's line and headers have arrived
 * @param writeTimeout how long a client may read nothing of a response
 * @param pipelineTimeout the write timeout for a client that has already sent its next requests
 * @param connectionsPerAddress the maximum number of open connections per address on this node; 0 for no limit; trusted
 *     proxies are exempt
 */
@ConfigurationProperties("parley.http")
record HttpConnectionProperties(
        @DefaultValue("20s") Duration headTimeout,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("75s") Duration idleTimeout,
        @DefaultValue("60s") Duration writeTimeout,
        @DefaultValue("10s") Duration pipelineTimeout,
        @DefaultValue("1000") int connectionsPerAddress) {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

    HttpConnectionProperties {
        check("head-timeout", headTimeout);
        check("body-timeout", bodyTimeout);
        check("idle-timeout", idleTimeout);
        check("write-timeout", writeTimeout);
        check("pipeline-timeout", pipelineTimeout);
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
