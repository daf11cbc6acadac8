package chat.parley.channel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.TestLayers;
import chat.parley.support.FaultyWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections to Redis stay open and carry nothing. Everything ends within a limit, and works again afterwards. */
abstract class HalfOpenContract {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Ten times the time limit of these layers: what a machine under load may add. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** Enough that each shard of a cluster has some. */
    private static final List<String> ROOMS =
            IntStream.range(0, 30).mapToObj(i -> "room-" + i).toList();

    private final String prefix = "test:" + UUID.randomUUID() + ":";
    private final RedisChannelLayer layer = TestLayers.start(prefix, redis());
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** The settings of {@code spring.data.redis} that lead through the wires. */
    abstract Map<String, String> redis();

    abstract List<FaultyWire> wires();

    @BeforeEach
    void awaitUp() {
        TestLayers.awaitState(layer, State.UP);
        subscribe(layer);
    }

    @AfterEach
    void stopLayer() {
        wires().forEach(FaultyWire::heal);
        TestLayers.stop(layer);
    }

    @Test
    void publicationsEndWhileTheWireIsSilent() {
        wires().forEach(FaultyWire::vanish);

        assertThat(published(layer)).containsOnly("failed");

        healAndDeliver(layer);
    }

    @Test
    void subscriptionsEndWhileTheWireIsSilentAndTakeEffectLater() {
        wires().forEach(FaultyWire::vanish);

        subscribe(layer);

        healAndDeliver(layer);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> ROOMS.stream().allMatch(room -> Collections.frequency(received, room) >= 2));
    }

    @Test
    void silentConnectionsAreNoticedWithoutAnyTraffic() {
        wires().forEach(FaultyWire::vanish);

        awaitDown();

        healAndDeliver(layer);
    }

    @Test
    void connectingEndsWhileTheWireIsSilent() {
        wires().forEach(FaultyWire::vanish);
        RedisChannelLayer late = TestLayers.start(prefix, redis());

        subscribe(late);
        assertThat(published(late)).containsOnly("failed");

        healAndDeliver(late);
        TestLayers.stop(late);
    }

    @Test
    void stoppingEndsWhileTheWireIsSilent() {
        RedisChannelLayer other = TestLayers.start(prefix, redis());
        TestLayers.awaitState(other, State.UP);
        wires().forEach(FaultyWire::vanish);

        TestLayers.stop(other);

        assertThat(other.isRunning()).isFalse();
    }

    @Test
    void connectionsThatBreakOffInAnAnswerAreReplaced() {
        wires().forEach(FaultyWire::truncateAnswers);

        awaitDown();

        healAndDeliver(layer);
    }

    /** Subscriptions still work here, and so the layer receives its own pings. */
    @Test
    void connectionsWithoutAnswersToPublicationsAreReplaced() {
        wires().forEach(wire -> wire.muteAnswersTo("PUBLISH"));

        awaitDown();
        wires().forEach(FaultyWire::heal);
        TestLayers.awaitState(layer, State.UP);

        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertThat(published(layer)).containsOnly("published"));
    }

    private void awaitDown() {
        assertThat(layer.states().filter(State.DOWN::equals).blockFirst(BOUND)).isEqualTo(State.DOWN);
    }

    private void healAndDeliver(ChannelLayer healed) {
        wires().forEach(FaultyWire::heal);
        Awaitility.await("everything is published")
                .atMost(LIMIT)
                .until(() -> !published(healed).contains("failed"));
        Awaitility.await("everything is received").atMost(LIMIT).until(() -> received.containsAll(ROOMS));
    }

    private void subscribe(ChannelLayer to) {
        Flux.fromIterable(ROOMS)
                .flatMap(room ->
                        to.subscribe(room, message -> received.add(new String(message, StandardCharsets.UTF_8))))
                .blockLast(BOUND);
    }

    /** Publishes to all rooms together, and returns how that ended for each. */
    private static List<String> published(ChannelLayer by) {
        return Flux.fromIterable(ROOMS)
                .flatMap(room -> by.publish(room, room.getBytes(StandardCharsets.UTF_8))
                        .thenReturn("published")
                        .onErrorResume(failure -> Mono.just("failed")))
                .collectList()
                .blockOptional(BOUND)
                .orElseThrow();
    }
}
