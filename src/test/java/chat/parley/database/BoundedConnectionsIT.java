package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.node.Leases;
import chat.parley.support.Connection;
import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Every use of a silent or slow PostgreSQL ends within its limit. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundedConnectionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Includes the additional time of a machine under load. */
    private static final Duration LIMIT = TIMEOUT.plusSeconds(6);

    private static final int UNAVAILABLE = 503;

    private final PostgresServer.Database database = PostgresServer.freshDatabase();
    private final FaultyWire wire = FaultyWire.to(database.port());
    private final ParleyServer server = ParleyServer.with()
            .database(database.through(wire))
            .property("parley.database.timeout", TIMEOUT.toMillis() + "ms")
            .property("parley.room-log.timeout", TIMEOUT.toMillis() + "ms")
            .property("parley.hub.tick", "1s")
            .property("parley.sessions.sweep-interval", "1s")
            // Every request carries the text of its statement, by which the wire knows it
            .property("spring.r2dbc.properties.preparedStatementCacheQueries", "0")
            .start();
    private final Person ann = Person.signUp(server, "ann").patience(Duration.ofSeconds(30));
    private final String room = ann.makeRoom("room");

    @AfterAll
    void stop() {
        server.stop();
        wire.close();
    }

    private final String inRoom = "/api/rooms/" + room;

    private Map<String, ToIntFunction<Person>> requests() {
        return Map.ofEntries(
                read("/api/me"),
                read("/api/rooms"),
                read("/api/rooms/browse"),
                read(inRoom),
                read(inRoom + "/messages"),
                read(inRoom + "/changes?after=0"),
                read(inRoom + "/members"),
                read(inRoom + "/online"),
                read(inRoom + "/invites"),
                read("/api/search?q=text"),
                read("/api/admin/accounts"),
                read("/api/admin/nodes"),
                Map.entry(
                        "post",
                        person -> person.post(inRoom + "/messages", Map.of("nonce", Person.nonce(), "text", "text"))
                                .status()),
                Map.entry(
                        "make a room",
                        person -> person.post("/api/rooms", Map.of("name", "made-" + Person.nonce()))
                                .status()),
                Map.entry(
                        "invite",
                        person -> person.post(inRoom + "/invites", Map.of()).status()));
    }

    private static Map.Entry<String, ToIntFunction<Person>> read(String path) {
        return Map.entry(path, person -> person.get(path).status());
    }

    @Test
    void requestsAreAnsweredWhileDatabaseIsSilentAndSucceedAfterwards() throws Exception {
        Map<String, ToIntFunction<Person>> requests = requests();
        Map<String, Integer> before = requests.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        request -> answered(() -> request.getValue().applyAsInt(ann))));
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        wire.vanish();
        try {
            long began = System.nanoTime();
            List<Future<Integer>> answers = requests.values().stream()
                    .map(request -> threads.submit(() -> request.applyAsInt(ann)))
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(UNAVAILABLE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
        } finally {
            wire.heal();
            threads.shutdownNow();
        }

        requests.forEach((name, request) -> Awaitility.await(name)
                .atMost(LIMIT)
                .until(() -> request.applyAsInt(ann), answer -> answer.equals(before.get(name))));
    }

    /** A write whose own statement gets no answer, while the rest of the database answers. */
    private record Write(String name, String statement, ToIntFunction<Person> request) {

        @Override
        public String toString() {
            return name;
        }
    }

    private Stream<Write> writes() {
        return Stream.of(
                new Write("sign up", "insert into account", person -> signUp("p" + System.nanoTime() % 1_000_000_000)),
                new Write("log in", "insert into session", this::logIn),
                new Write("log out", "delete from session", this::logOut),
                new Write(
                        "change the password",
                        "update account set password_hash",
                        BoundedConnectionsIT::changePassword),
                new Write("end other sessions", "delete from session", BoundedConnectionsIT::changePassword),
                new Write(
                        "change the display name",
                        "update account set display_name",
                        person -> person.patch("/api/account", Map.of("display_name", "Ann " + Person.nonce()))
                                .status()),
                new Write(
                        "create a token",
                        "insert into token",
                        person -> person.post(
                                        "/api/account/tokens",
                                        Map.of("name", Person.nonce(), "scopes", List.of("read")))
                                .status()),
                new Write(
                        "create a reset link",
                        "insert into password_reset",
                        person -> person.post("/api/admin/accounts/" + person.username() + "/reset-link", Map.of())
                                .status()),
                new Write(
                        "make a room",
                        "insert into room",
                        person -> person.post("/api/rooms", Map.of("name", "made-" + Person.nonce()))
                                .status()),
                new Write(
                        "invite",
                        "insert into invite",
                        person -> person.post(inRoom + "/invites", Map.of()).status()),
                new Write("post", "insert into message", person -> post(person, "text")),
                new Write("mention", "COMMIT", person -> post(person, "@here")),
                new Write(
                        "mark as read",
                        "read_seq",
                        person -> person.put(inRoom + "/read", Map.of("seq", 1)).status()),
                new Write(
                        "change preferences",
                        "set notify",
                        person -> person.put(inRoom + "/preferences", Map.of("notify", "mentions"))
                                .status()));
    }

    /** Returns the status of a request, which may fail once for each connection that was silent in an earlier test. */
    private static int answered(IntSupplier request) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(request::getAsInt, status -> status != UNAVAILABLE);
    }

    private int signUp(String name) {
        return visitor("/api/accounts", name);
    }

    private int logIn(Person person) {
        return visitor("/api/session", person.username());
    }

    private int visitor(String path, String name) {
        return Person.visiting(server.url())
                .patience(Duration.ofSeconds(30))
                .post(path, Map.of("username", name, "password", Person.PASSWORD))
                .status();
    }

    private int logOut(Person person) {
        return Person.logIn(server.url(), person.username())
                .patience(Duration.ofSeconds(30))
                .logOut()
                .status();
    }

    /** The password is changed to the same one, so that it is known whatever became of earlier attempts. */
    private static int changePassword(Person person) {
        return person.put("/api/account/password", Map.of("current", Person.PASSWORD, "replacement", Person.PASSWORD))
                .status();
    }

    private int post(Person person, String text) {
        return person.post(inRoom + "/messages", Map.of("nonce", Person.nonce(), "text", text))
                .status();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writeWhoseStatementIsNotAnsweredEndsAndWorksAfterwards(Write write) {
        assertThat(answered(() -> post(ann, "something to read"))).isEqualTo(201);
        int before = answered(() -> write.request().applyAsInt(ann));
        assertThat(before / 100).isEqualTo(2);
        assertThat(answered(() -> logIn(ann))).isEqualTo(200);
        wire.muteAnswersTo(write.statement());
        try {
            long began = System.nanoTime();
            assertThat(write.request().applyAsInt(ann)).isEqualTo(UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
        } finally {
            wire.heal();
        }

        Awaitility.await().atMost(LIMIT).until(() -> write.request().applyAsInt(ann), status -> status == before);
    }

    @Test
    void openingARoomDoesNotWaitForPresenceAndIsShownLater() {
        try (Connection socket = ann.connect()) {
            wire.muteAnswersTo("insert into presence");
            long began = System.nanoTime();
            socket.open(room);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);

            wire.heal();
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> ann.get(inRoom + "/online").expect(200).text().contains("ann"));
        }
    }

    @Test
    void socketIsAnsweredWhileTheDatabaseIsSilentAndWorksAfterwards() {
        String other = ann.makeRoom("other-" + Person.nonce());
        try (Connection socket = ann.connect()) {
            socket.open(room);
            wire.vanish();
            long began = System.nanoTime();
            assertThat(code(socket.ask("type", "open", "room", other))).isEqualTo("unavailable");
            assertThat(code(socket.ask("type", "post", "room", room, "nonce", Person.nonce(), "text", "text")))
                    .isEqualTo("unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.multipliedBy(2));

            wire.heal();
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() ->
                            typeOf(socket.ask("type", "open", "room", other)).equals("opened"));
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> typeOf(
                                    socket.ask("type", "post", "room", room, "nonce", Person.nonce(), "text", "text"))
                            .equals("posted"));
        } finally {
            wire.heal();
        }
    }

    private static String code(JsonNode frame) {
        return frame.path("code").asString("none in " + frame);
    }

    private static String typeOf(JsonNode frame) {
        return frame.path("type").asString();
    }

    /** The work of the ticks that uses the database. */
    private static final Set<String> TICKS = Set.of(
            "compare the live rooms with the database",
            "look who is here",
            "compare presence with the open rooms",
            "check the sessions of open sockets",
            "compare what is unread with the database");

    @Test
    void ticksEndWhileTheDatabaseIsSilentAndSucceedAfterwards() {
        try (Connection socket = ann.connect()) {
            socket.open(room);
            socket.ask("type", "watch");
            List<Count> failed = counts("failed");
            wire.vanish();
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(failed).allMatch(this::hasRisen));

            wire.heal();
            List<Count> done = counts("done");
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(done).allMatch(this::hasRisen));
        } finally {
            wire.heal();
        }
    }

    /** How often some work of a tick has ended like this. */
    private record Count(String work, String outcome, long times) {}

    private List<Count> counts(String outcome) {
        return TICKS.stream()
                .map(work -> new Count(work, outcome, times(work, outcome)))
                .toList();
    }

    private boolean hasRisen(Count before) {
        return times(before.work(), before.outcome()) > before.times();
    }

    private long times(String work, String outcome) {
        Timer timer = server.bean(MeterRegistry.class)
                .find("parley.ticks")
                .tags("work", work, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void leaseIsRenewedAgainAfterASilence() {
        Leases leases = server.bean(Leases.class);
        wire.vanish();
        try {
            long began = System.nanoTime();
            assertThat(leases.alive()
                            .thenReturn("known")
                            .onErrorReturn("unknown")
                            .block(Duration.ofMinutes(1)))
                    .isEqualTo("unknown");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
        } finally {
            wire.heal();
        }
        assertThat(leases.renewals().blockFirst(LIMIT)).isNotNull();
    }

    @Test
    void expiredSessionsAreSweptAgainAfterASilence(CapturedOutput log) throws SQLException {
        wire.muteAnswersTo("delete from session where token_hash in");
        try {
            Awaitility.await().atMost(LIMIT).until(() -> log.getAll().contains("Could not remove expired sessions"));
        } finally {
            wire.heal();
        }
        Person.logIn(server.url(), ann.username());
        assertThat(execute("update session set expires_at = now() - interval '1 day' where token_hash ="
                        + " (select token_hash from session order by created_at desc limit 1)"))
                .isEqualTo(1);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> execute("update session set expires_at = expires_at where expires_at < now()") == 0);
    }

    private int execute(String sql) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void transactionOfManySlowStatementsIsEndedAndConnectionReplaced() {
        DatabaseClient client = server.bean(DatabaseClient.class);
        Mono<Void> slow = Flux.fromStream(
                        Stream.generate(() -> "select pg_sleep(0.3)").limit(200))
                .concatMap(sql -> client.sql(sql).then())
                .then()
                .as(server.bean(TransactionalOperator.class)::transactional);

        long began = System.nanoTime();
        assertThat(slow.thenReturn("done").onErrorReturn("failed").block(Duration.ofMinutes(1)))
                .isEqualTo("failed");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);

        Awaitility.await("the statement is over")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> Objects.equals(
                        0L,
                        client.sql(
                                        "select count(*) as n from pg_stat_activity where query like '%sleep(0.3)%' and state <> 'idle'"
                                                + " and pid <> pg_backend_pid() and datname = current_database()")
                                .map(row -> row.get("n", Long.class))
                                .one()
                                .block(LIMIT)));
    }
}
