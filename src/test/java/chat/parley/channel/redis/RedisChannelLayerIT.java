package chat.parley.channel.redis;

import static chat.parley.channel.TestLayers.awaitState;
import static chat.parley.channel.TestLayers.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.ChannelLayerContract;
import chat.parley.channel.ChannelUnavailable;
import chat.parley.channel.TestLayers;
import chat.parley.support.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The channel layer contract for two nodes on one Redis, and outages of that Redis. */
class RedisChannelLayerIT extends ChannelLayerContract {

    private final List<RedisChannelLayer> started = new ArrayList<>();
    private final String prefix = "test:" + UUID.randomUUID() + ":";
    private final RedisChannelLayer one = start(RedisServer.shared().url());
    private final RedisChannelLayer other = start(RedisServer.shared().url());

    @BeforeEach
    void awaitBoth() {
        awaitState(one, State.UP);
        awaitState(other, State.UP);
    }

    @AfterEach
    void stopAll() {
        started.forEach(TestLayers::stop);
    }

    @Override
    protected ChannelLayer one() {
        return one;
    }

    @Override
    protected ChannelLayer other() {
        return other;
    }

    @Test
    void installationsWithDifferentPrefixesAreIsolated() {
        RedisChannelLayer stranger = start(RedisServer.shared().url(), "stranger:" + prefix);
        awaitState(stranger, State.UP);
        Received received = listen(stranger, "room-a");
        Received ours = listen(other, "room-a");

        publish(one, "room-a", "hello");

        ours.await("hello");
        assertThat(received.texts()).isEmpty();
    }

    @Test
    void redisDropsChannelAfterLastListenerLeft() {
        Received first = listen(one, "room-a");
        Received second = listen(one, "room-a");
        assertThat(subscribersOf("room-a")).isEqualTo(1);

        first.subscription.dispose();
        publish(one, "room-a", "still here");
        second.await("still here");
        second.subscription.dispose();

        eventually().until(() -> subscribersOf("room-a") == 0);
    }

    @Test
    void passwordAndDatabaseOfAddressAreUsed() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            RedisChannelLayer layer = start("redis://:secret@localhost:" + redis.port() + "/3");

            awaitState(layer, State.UP);
            Received received = listen(layer, "room-a");
            publish(layer, "room-a", "hello");
            received.await("hello");
        }
    }

    @Test
    void wrongPasswordLeavesLayerDown() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            RedisChannelLayer layer = start("redis://:wrong@localhost:" + redis.port());

            assertThat(layer.states().take(Duration.ofSeconds(1)).collectList().block(LIMIT))
                    .containsExactly(State.DOWN);
        }
    }

    @Test
    void stoppingLeavesNoConnectionAndNoThread() {
        try (RedisServer redis = RedisServer.start()) {
            RedisChannelLayer layer = start(redis.url());
            awaitState(layer, State.UP);

            stop(layer);

            assertThat(layer.isRunning()).isFalse();
            eventually().until(() -> !redis.lines("CLIENT LIST").contains("name=parley"));
            assertThatThrownBy(() -> publish(layer, "room-a", "too late")).isInstanceOf(ChannelUnavailable.class);
        }
    }

    /** An outage of Redis: how it begins and ends. */
    enum Outage {
        RESTARTED(RedisServer::restart, redis -> {}),
        KILLED(RedisServer::kill, RedisServer::launch),
        PAUSED(RedisServer::pause, RedisServer::resume),
        CLIENTS_KILLED(redis -> redis.command("CLIENT KILL TYPE normal"), redis -> {}),
        SUBSCRIBERS_KILLED(redis -> redis.command("CLIENT KILL TYPE pubsub"), redis -> {});

        private final Consumer<RedisServer> begin;
        private final Consumer<RedisServer> end;

        Outage(Consumer<RedisServer> begin, Consumer<RedisServer> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @Nested
    class Outages {

        private final RedisServer redis = RedisServer.start();
        private final RedisChannelLayer left = start(redis.url());
        private final RedisChannelLayer right = start(redis.url());

        @BeforeEach
        void awaitBoth() {
            awaitState(left, State.UP);
            awaitState(right, State.UP);
        }

        @AfterEach
        void stopRedis() {
            redis.close();
        }

        @ParameterizedTest
        @EnumSource
        void allSubscriptionsAreInForceWhenLayerIsUpAgain(Outage outage) {
            List<String> rooms =
                    IntStream.range(0, 1_200).mapToObj(i -> "room-" + i).toList();
            List<String> received = new CopyOnWriteArrayList<>();
            rooms.forEach(room -> subscribe(right, room, message -> received.add(text(message))));
            CompletableFuture<List<State>> states = downThenUp(right);

            outage.begin.accept(redis);
            if (outage != Outage.RESTARTED) {
                outage.end.accept(outage == Outage.PAUSED ? afterDown(right) : redis);
            }
            assertThat(states.orTimeout(20, TimeUnit.SECONDS).join()).endsWith(State.DOWN, State.UP);
            awaitState(left, State.UP);

            Flux.fromIterable(rooms)
                    .concatMap(room -> left.publish(room, bytes(room)))
                    .blockLast(LIMIT);
            eventually().until(() -> received.size() >= rooms.size());
            assertThat(received).containsExactlyElementsOf(rooms);
        }

        @Test
        void subscriptionChangesDuringOutageTakeEffectWhenRedisReturns() {
            Received leaving = listen(right, "room-a");
            redis.kill();
            awaitState(right, State.DOWN);

            leaving.subscription.dispose();
            Received coming = listen(right, "room-b");
            redis.launch();
            awaitState(right, State.UP);
            awaitState(left, State.UP);
            publish(left, "room-a", "hello a");
            publish(left, "room-b", "hello b");

            coming.await("hello b");
            assertThat(leaving.texts()).isEmpty();
            assertThat(redis.lines("PUBSUB NUMSUB " + prefix + "room-a")).endsWith(":0");
        }

        /** Each reconnection takes milliseconds; one that waited for a timeout would fail this test. */
        @Test
        @Timeout(10)
        void repeatedReconnectionStaysFast() {
            IntStream.range(0, 1_200).forEach(i -> subscribe(right, "room-" + i, message -> {}));
            for (int i = 0; i < 20; i++) {
                CompletableFuture<List<State>> states = downThenUp(right);
                redis.command("CLIENT KILL TYPE pubsub");
                states.join();
            }
        }

        @Test
        void publishingWhileDownFailsImmediately() {
            redis.kill();
            awaitState(left, State.DOWN);

            assertThatThrownBy(() -> left.publish("room-a", bytes("x")).block(Duration.ofMillis(500)))
                    .isInstanceOf(ChannelUnavailable.class);
        }

        @Test
        void publishingToFrozenRedisFailsWithinTimeout() {
            redis.pause();

            assertThatThrownBy(() -> left.publish("room-a", bytes("x")).block(Duration.ofSeconds(3)))
                    .isNotInstanceOf(IllegalStateException.class);
            redis.resume();
        }

        @Test
        void floodToFrozenRedisIsRefusedAndNotBuffered() {
            redis.pause();

            long refused = Flux.range(0, 2_000)
                    .flatMap(
                            i -> left.publish("room-a", bytes("x"))
                                    .thenReturn(0L)
                                    .onErrorResume(e -> Mono.just(1L)),
                            2_000)
                    .reduce(0L, Long::sum)
                    .blockOptional(LIMIT)
                    .orElseThrow();

            assertThat(refused).isEqualTo(2_000);
            redis.resume();
        }

        private RedisServer afterDown(RedisChannelLayer layer) {
            awaitState(layer, State.DOWN);
            return redis;
        }
    }

    @Test
    void nodeStartsWithoutRedisAndConnectsWhenItIsAvailable() {
        try (RedisServer redis = RedisServer.stopped()) {
            RedisChannelLayer layer = start(redis.url());
            Received received = listen(layer, "room-a");
            assertThat(layer.states().blockFirst(LIMIT)).isEqualTo(State.DOWN);

            redis.launch();
            awaitState(layer, State.UP);
            publish(layer, "room-a", "hello");

            received.await("hello");
        }
    }

    private static CompletableFuture<List<State>> downThenUp(RedisChannelLayer layer) {
        return layer.states()
                .skip(1)
                .takeUntil(state -> state == State.UP)
                .collectList()
                .toFuture();
    }

    private long subscribersOf(String channel) {
        String answer = RedisServer.shared().lines("PUBSUB NUMSUB " + prefix + channel);
        return Long.parseLong(answer.substring(answer.lastIndexOf(':') + 1));
    }

    private RedisChannelLayer start(String url) {
        return start(url, prefix);
    }

    private RedisChannelLayer start(String url, String itsPrefix) {
        RedisChannelLayer layer = TestLayers.start(itsPrefix, Map.of("url", url));
        started.add(layer);
        return layer;
    }
}
