package chat.parley.channel;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.redis.RedisChannelLayer;
import chat.parley.channel.redis.RedisProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Redis channel layers with short timeouts, so that they detect outages quickly. */
public final class TestLayers {

    private TestLayers() {}

    /** @param redis properties of {@code spring.data.redis}, without that prefix */
    public static RedisChannelLayer start(String prefix, Map<String, String> redis) {
        RedisChannelLayer layer = new RedisChannelLayer(
                places(redis),
                new ChannelProperties(
                        prefix,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        3,
                        Duration.ofMillis(20),
                        Duration.ofMillis(200),
                        1_000),
                new ChannelMeters(new SimpleMeterRegistry()));
        layer.start();
        return layer;
    }

    public static RedisProperties places(Map<String, String> redis) {
        return new Binder(new MapConfigurationPropertySource(redis)).bindOrCreate("", RedisProperties.class);
    }

    public static void awaitState(ChannelLayer layer, State state) {
        layer.states().filter(state::equals).blockFirst(ChannelLayerContract.LIMIT);
    }

    public static void stop(RedisChannelLayer layer) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        layer.stop(() -> stopped.complete(null));
        stopped.orTimeout(5, TimeUnit.SECONDS).join();
    }
}
