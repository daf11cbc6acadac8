package chat.parley.channel.redis;

import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The location of Redis, under Spring's property names: a single address, Sentinel, or a cluster. Without any of these,
 * the in-memory channel layer is used.
 *
 * @param url a single address with all settings: {@code redis://user:password@host:6379/0}, {@code rediss://} for TLS
 * @param host a single address, in separate properties
 * @param username for all forms except the URL, as are the following properties
 * @param sentinel queried for the primary's address each time a connection is opened
 * @param cluster some nodes of the cluster, from which the others are discovered
 */
@ConfigurationProperties("spring.data.redis")
public record RedisProperties(
        @Nullable String url,
        @Nullable String host,
        @DefaultValue("6379") int port,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("0") int database,
        @DefaultValue Ssl ssl,
        @DefaultValue Sentinel sentinel,
        @DefaultValue Cluster cluster) {

    private static final int SENTINEL_PORT = 26379;
    private static final int REDIS_PORT = 6379;

    public RedisProperties {
        long configured = Stream.of(isSet(url), isSet(host), sentinel.isSet(), cluster.isSet())
                .filter(isSet -> isSet)
                .count();
        Assert.isTrue(
                configured <= 1, "Set only one of spring.data.redis.url, .host, .sentinel.master and .cluster.nodes");
    }

    record Ssl(@DefaultValue("false") boolean enabled) {}

    /** @param master the primary's name in Sentinel */
    record Sentinel(
            @Nullable String master,
            @DefaultValue List<String> nodes,
            @Nullable String username,
            @Nullable String password) {

        Sentinel {
            Assert.isTrue(
                    RedisProperties.isSet(master) != nodes.isEmpty(),
                    "spring.data.redis.sentinel.master and spring.data.redis.sentinel.nodes must be set together");
        }

        boolean isSet() {
            return !nodes.isEmpty();
        }
    }

    record Cluster(@DefaultValue List<String> nodes) {

        boolean isSet() {
            return !nodes.isEmpty();
        }
    }

    /** Returns the addresses to connect to: one address, or some nodes of a cluster; empty without Redis. */
    public List<RedisURI> addresses() {
        if (cluster.isSet()) {
            return cluster.nodes().stream().map(this::node).toList();
        }
        if (sentinel.isSet()) {
            return List.of(primary());
        }
        if (isSet(url)) {
            return List.of(RedisURI.create(url));
        }
        return isSet(host)
                ? List.of(configured(RedisURI.builder().withHost(host).withPort(port)))
                : List.of();
    }

    boolean isSharded() {
        return cluster.isSet();
    }

    private RedisURI node(String address) {
        HostAndPort server = HostAndPort.of(address, REDIS_PORT);
        return configured(RedisURI.builder().withHost(server.host()).withPort(server.port()));
    }

    private RedisURI primary() {
        RedisURI.Builder primary = RedisURI.builder().withSentinelMasterId(String.valueOf(sentinel.master()));
        sentinel.nodes().forEach(address -> primary.withSentinel(sentinel(address)));
        return configured(primary);
    }

    private RedisURI sentinel(String address) {
        HostAndPort server = HostAndPort.of(address, SENTINEL_PORT);
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(server.host())
                .withPort(server.port())
                .withSsl(ssl.enabled());
        authenticate(uri, sentinel.username(), sentinel.password());
        return uri.build();
    }

    private RedisURI configured(RedisURI.Builder uri) {
        authenticate(uri, username, password);
        return uri.withSsl(ssl.enabled()).withDatabase(database).build();
    }

    private static void authenticate(RedisURI.Builder uri, @Nullable String username, @Nullable String password) {
        if (password != null && username != null) {
            uri.withAuthentication(username, (CharSequence) password);
        } else if (password != null) {
            uri.withPassword((CharSequence) password);
        }
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
