package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.node.Leases;
import chat.parley.node.Node;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients move to another node when theirs shuts down. */
class ConnectionDrainerIT {

    /** A limit that is only reached if something is wrong. */
    private static final String LONG = "15s";

    private static final Duration PROMPT = Duration.ofSeconds(8);

    private final String database = ParleyServer.memoryDatabase();
    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private ParleyServer leaving;
    private Person ann;
    private String room;

    @BeforeEach
    void start() {
        leaving = node(LONG);
        ann = Person.signUp(leaving, "ann");
        room = ann.makeRoom("square");
    }

    @AfterEach
    void stop() {
        leaving.stop();
    }

    @Test
    void nodeStopsAsSoonAsItsClientsHaveMoved() {
        try (ParleyServer other = node(LONG)) {
            List<Connection> before =
                    IntStream.range(0, 150).mapToObj(i -> ann.connect()).toList();
            before.forEach(connection -> connection.open(room));
            long held = ann.get("/api/rooms/" + room).json().get("revision").asLong();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(leaving::stop);
            before.forEach(connection -> {
                assertThat(connection.awaitType("drain").get("within_ms").asLong())
                        .isBetween(1L, 15_000L);
                try (Connection after = ann.at(other).connect()) {
                    after.open(room, held);
                    connection.close();
                }
            });
            assertThat(stopped).succeedsWithin(PROMPT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void drainingNodeRefusesNewSockets() {
        try (ParleyServer other = node(LONG);
                Connection here = ann.connect()) {
            here.open(room);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(leaving::stop);
            here.awaitType("drain");

            assertThatExceptionOfType(Connection.Refused.class)
                    .isThrownBy(ann::connect)
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(503));
            // A client that cannot move yet can still post
            assertThat(here.post(room, "still here").get("type").asString()).isEqualTo("posted");
            assertThat(ann.at(other)
                            .get("/api/rooms/" + room + "/messages")
                            .json()
                            .findValuesAsString("text"))
                    .containsExactly("still here");
            here.close();
            assertThat(stopped).succeedsWithin(PROMPT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void clientThatDoesNotMoveIsClosedAfterTimeout() {
        try (ParleyServer other = node("1s");
                Connection here = ann.at(other).connect()) {
            other.stop();
            assertThat(here.awaitClose()).isBetween(4000, 4499);
        }
    }

    @Test
    void onlyNodeStopsImmediately() {
        try (Connection here = ann.connect()) {
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(leaving::stop);
            assertThat(stopped).succeedsWithin(PROMPT.toSeconds(), TimeUnit.SECONDS);
            assertThat(here.awaitClose()).isBetween(4000, 4499);
            assertThat(here.frames("drain")).isNotEmpty();
        }
    }

    @Test
    void excessHandshakesAreRefusedWithRetryTime() {
        try (ParleyServer busy = ParleyServer.with()
                .property("parley.limits.enabled", "true")
                .property("parley.limits.handshakes", "1 per 1h, burst 3")
                .start()) {
            Person bob = Person.signUp(busy, "bob");
            for (int i = 0; i < 3; i++) {
                bob.connect().close();
            }
            assertThatExceptionOfType(Connection.Refused.class)
                    .isThrownBy(bob::connect)
                    .satisfies(refused -> {
                        assertThat(refused.status()).isEqualTo(503);
                        assertThat(refused.retryAfter()).isPositive();
                    });
        }
    }

    private ParleyServer node(String drain) {
        ParleyServer node = ParleyServer.with()
                .database(database)
                .channelLayer(layer)
                .property("parley.gateway.drain", drain)
                .start();
        // Other nodes count a node once its lease exists
        String id = node.bean(Node.class).id();
        Leases leases = node.bean(Leases.class);
        Awaitility.await()
                .until(() -> Boolean.TRUE.equals(
                        leases.alive().map(alive -> alive.contains(id)).block()));
        return node;
    }
}
