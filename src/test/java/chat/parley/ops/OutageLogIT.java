package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While the database or Redis is away, a busy node logs few lines and no stack traces. */
class OutageLogIT {

    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("parley.outage.seconds", 10));
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PEOPLE = 4;

    /** Several causes, a line each, and the lines about the connections themselves. */
    private static final int MAX_LINES = 30;

    private static final Pattern TRACE = Pattern.compile("^(\\s+at |Caused by: |\\s+Suppressed: )");

    private static PostgresServer.Database database;
    private static RedisServer redis;
    private static FaultyWire toDatabase;
    private static FaultyWire toRedis;
    private static ParleyProcess node;
    private static ParleyProcess other;

    enum Outage {
        DATABASE_CUT(() -> toDatabase, FaultyWire::cut),
        DATABASE_RESET(() -> toDatabase, FaultyWire::reset),
        DATABASE_HALF_OPEN(() -> toDatabase, FaultyWire::vanish),
        REDIS_CUT(() -> toRedis, FaultyWire::cut),
        REDIS_HALF_OPEN(() -> toRedis, FaultyWire::vanish);

        private final Supplier<FaultyWire> wire;
        private final Consumer<FaultyWire> fault;

        Outage(Supplier<FaultyWire> wire, Consumer<FaultyWire> fault) {
            this.wire = wire;
            this.fault = fault;
        }

        void begin() {
            fault.accept(wire.get());
        }

        void end() {
            wire.get().heal();
        }
    }

    @BeforeAll
    static void start() {
        database = PostgresServer.freshDatabase();
        redis = RedisServer.start();
        toDatabase = FaultyWire.to(database.port());
        toRedis = FaultyWire.to(redis.port());
        node = setup(database.through(toDatabase), toRedis.port()).startProcess();
        other = setup(database, redis.port()).startProcess();
    }

    private static ParleyServer.Setup setup(PostgresServer.Database place, int redisPort) {
        return ParleyServer.with()
                .database(place)
                .property("spring.data.redis.url", "redis://localhost:" + redisPort)
                .property("parley.hub.tick", "1s")
                .property("parley.channel.ping-interval", "200ms")
                .property("parley.database.statement-timeout", "2s");
    }

    @AfterAll
    static void stop() {
        Stream.of(node, other, toDatabase, toRedis, redis).forEach(OutageLogIT::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void busyNodeLogsFewLinesAndNoStackTraces(Outage outage) {
        String prefix = outage.name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<Person> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Person.signUp(node.url(), prefix + i))
                .toList();
        Person elsewhere = Person.signUp(other.url(), prefix + "-elsewhere");
        int before = node.output().length();
        AtomicBoolean busy = new AtomicBoolean(true);
        List<CompletableFuture<Void>> work = Stream.concat(
                        people.stream().map(person -> CompletableFuture.runAsync(() -> keepAsking(person, busy))),
                        Stream.of(CompletableFuture.runAsync(() -> keepPosting(elsewhere, busy))))
                .toList();
        outage.begin();
        Awaitility.await().pollDelay(OUTAGE).atMost(LIMIT).until(() -> true);
        outage.end();
        busy.set(false);
        work.forEach(CompletableFuture::join);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> people.get(0).get("/api/rooms/general").status() == 200);

        List<String> lines = node.output().substring(before).lines().toList();
        assertThat(lines.stream().filter(line -> TRACE.matcher(line).find()))
                .as(() -> String.join("\n", lines))
                .isEmpty();
        assertThat(lines).hasSizeLessThan(MAX_LINES);
    }

    /** Uses each part of the node; most of it fails meanwhile. */
    private static void keepAsking(Person person, AtomicBoolean busy) {
        while (busy.get()) {
            try (Connection socket = person.patience(Duration.ofSeconds(10)).connect()) {
                while (busy.get() && socket.isOpen()) {
                    socket.send("type", "watch");
                    socket.send("type", "open", "room", "general");
                    socket.send("type", "post", "room", "general", "nonce", Person.nonce(), "text", "anybody?");
                    socket.send("type", "read", "room", "general", "seq", 1);
                    person.get("/api/rooms/general/messages");
                    person.put("/api/rooms/general/read", Map.of("seq", 1));
                    person.get("/api/search?query=anybody");
                    person.patch("/api/account", Map.of("display_name", person.username()));
                    socket.send("type", "close", "room", "general");
                }
            } catch (RuntimeException | AssertionError outage) {
                Thread.onSpinWait(); // The next attempt follows immediately, as from many clients
            }
        }
    }

    /** Makes changes that the node has to read from the log. */
    private static void keepPosting(Person person, AtomicBoolean busy) {
        while (busy.get()) {
            person.say("general", "still here");
        }
    }
}
