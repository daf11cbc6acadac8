package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A PostgreSQL that becomes unreachable delays a node by seconds but does not break it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnansweredDatabaseIT {

    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The maximum time until an account whose socket closed without notice counts as gone. */
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private final PostgresServer.Database database = PostgresServer.freshDatabase();
    private final FaultyWire wire = FaultyWire.to(database.port());
    private final ParleyServer server = ParleyServer.with()
            .database(database.through(wire))
            .property("parley.database.statement-timeout", STATEMENT_TIMEOUT.toMillis() + "ms")
            .start();
    private final Person ann = Person.signUp(server, "ann");
    private final String room = ann.makeRoom("room");

    @AfterAll
    void stop() {
        server.stop();
        wire.close();
    }

    @Test
    void nodeReplacesUnreachableConnections() {
        ann.say(room, "before");
        wire.vanish();
        assertThat(post("lost").status()).isEqualTo(503);
        wire.heal();

        Awaitility.await().atMost(LIMIT).until(() -> post("after").status() == 201);
        assertThat(ann.get("/api/rooms/" + room + "/messages").text()).contains("before", "after");
    }

    @Test
    void socketReceivesTemporaryFailure() {
        try (chat.parley.support.Connection socket = ann.connect()) {
            wire.vanish();
            JsonNode refused = socket.ask("type", "open", "room", room);
            wire.heal();

            assertThat(refused.path("code").asString()).isEqualTo("unavailable");
            assertThat(refused.path("retry_after_ms").asLong()).isPositive();
            awaitOpened(socket);
        }
    }

    @Test
    void accountLeavingDuringOutageIsEventuallyAbsent() {
        Person bob = Person.signUp(server, "bob").join(room);
        chat.parley.support.Connection socket = bob.connect();
        awaitOpened(socket);
        wire.cut();
        socket.close();
        Awaitility.await().pollDelay(LEAVING).atMost(LIMIT).until(() -> true);
        wire.heal();

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !ann.get("/api/rooms/" + room + "/online").text().contains("bob"));
    }

    @Test
    void idleTransactionReleasesItsLocks() {
        ConnectionPool pool = server.bean(ConnectionPool.class);
        Connection silent = Objects.requireNonNull(pool.create().block(LIMIT));
        Mono.from(silent.beginTransaction()).thenMany(lock(silent)).then().block(LIMIT);

        ann.say(room, "not held up");

        Mono.from(silent.close()).onErrorComplete().block(LIMIT);
    }

    @Test
    void slowStatementFailsAndConnectionStaysUsable() {
        Long answer = server.bean(ConnectionPool.class)
                .create()
                .flatMap(connection -> Flux.from(connection
                                .createStatement("select pg_sleep(30)")
                                .execute())
                        .flatMap(Result::getRowsUpdated)
                        .then()
                        .onErrorComplete()
                        .thenMany(connection.createStatement("select 1").execute())
                        .flatMap(result -> result.map(row -> 1L))
                        .next()
                        .delayUntil(one -> connection.close()))
                .block(LIMIT);

        assertThat(answer).isEqualTo(1);
    }

    private void awaitOpened(chat.parley.support.Connection socket) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> socket.ask("type", "open", "room", room)
                        .path("type")
                        .asString()
                        .equals("opened"));
    }

    private Flux<?> lock(Connection connection) {
        return Flux.from(connection
                        .createStatement("select 1 from room where id = '" + room + "' for update")
                        .execute())
                .flatMap(result -> result.map(row -> true));
    }

    private Answer post(String text) {
        return ann.post("/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", text));
    }
}
