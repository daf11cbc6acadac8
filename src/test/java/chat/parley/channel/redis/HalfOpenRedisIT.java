package chat.parley.channel.redis;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.TestLayers;
import chat.parley.support.FaultyWire;
import chat.parley.support.RedisSentinel;
import chat.parley.support.RedisServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HalfOpenRedisIT extends HalfOpenContract {

    private static final FaultyWire wire = FaultyWire.to(RedisServer.shared().port());

    @AfterAll
    static void close() {
        wire.close();
    }

    @Override
    Map<String, String> redis() {
        return Map.of("url", "redis://localhost:" + wire.port());
    }

    @Override
    List<FaultyWire> wires() {
        return List.of(wire);
    }

    @Test
    void silentSentinelsAreSkipped() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                FaultyWire first = FaultyWire.to(port(sentinel));
                FaultyWire second = FaultyWire.to(port(sentinel))) {
            first.vanish();
            second.vanish();
            String nodes = "127.0.0.1:%d,127.0.0.1:%d,%s".formatted(first.port(), second.port(), sentinel.nodes());
            RedisChannelLayer layer = TestLayers.start(
                    UUID.randomUUID() + ":", Map.of("sentinel.master", RedisSentinel.MASTER, "sentinel.nodes", nodes));

            TestLayers.awaitState(layer, State.UP);

            TestLayers.stop(layer);
        }
    }

    private static int port(RedisSentinel sentinel) {
        return URI.create("redis://" + sentinel.nodes()).getPort();
    }
}
