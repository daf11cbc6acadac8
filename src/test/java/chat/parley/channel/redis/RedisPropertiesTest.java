package chat.parley.channel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.channel.TestLayers;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisPropertiesTest {

    @Test
    void noAddressMeansNoRedis() {
        assertThat(TestLayers.places(Map.of()).addresses()).isEmpty();
        assertThat(TestLayers.places(Map.of("url", "")).addresses()).isEmpty();
    }

    @Test
    void addressInPropertiesEqualsAddressInUrl() {
        RedisURI inParts =
                only(Map.of("host", "redis.example", "port", "6380", "database", "2", "ssl.enabled", "true"));

        assertThat(inParts).isEqualTo(only(Map.of("url", "rediss://redis.example:6380/2")));
    }

    @Test
    void sentinelAddressesArePassedWithPrimarysName() {
        RedisURI primary = only(Map.of("sentinel.master", "ours", "sentinel.nodes", "one,two:1234"));

        assertThat(primary.getSentinelMasterId()).isEqualTo("ours");
        assertThat(primary.getSentinels())
                .extracting(sentinel -> sentinel.getHost() + ":" + sentinel.getPort())
                .containsExactly("one:26379", "two:1234");
    }

    @Test
    void clusterNodesBecomeAddresses() {
        RedisProperties places = TestLayers.places(Map.of("cluster.nodes", "one,two:1234,[2001:db8::1]:7000"));

        assertThat(places.isSharded()).isTrue();
        assertThat(places.addresses())
                .extracting(node -> new HostAndPort(node.getHost(), node.getPort()).toString())
                .containsExactly("one:6379", "two:1234", "[2001:db8::1]:7000");
    }

    @Test
    void twoAddressesAreRefused() {
        assertThatThrownBy(() -> TestLayers.places(Map.of("url", "redis://localhost", "cluster.nodes", "localhost")))
                .rootCause()
                .hasMessageContaining("only one of");
        assertThatThrownBy(() -> TestLayers.places(Map.of("sentinel.nodes", "localhost")))
                .rootCause()
                .hasMessageContaining("must be set together");
    }

    private static RedisURI only(Map<String, String> redis) {
        List<RedisURI> places = TestLayers.places(redis).addresses();
        assertThat(places).hasSize(1);
        return places.get(0);
    }
}
