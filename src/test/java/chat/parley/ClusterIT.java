package chat.parley;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Balancer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import chat.parley.support.SharedServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Two nodes with a real PostgreSQL and a real Redis behave as one installation, whatever happens to Redis or to a node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

    private final RedisServer redis = RedisServer.start();
    private final PostgresServer.Database database = PostgresServer.freshDatabase();
    private final ParleyServer one = setup().start();
    private final ParleyServer other = setup().start();
    private final List<Connection> connections = new ArrayList<>();

    @AfterEach
    void closeConnections() {
        connections.forEach(Connection::close);
        connections.clear();
    }

    @AfterAll
    void stop() {
        one.stop();
        other.stop();
        redis.close();
    }

    @Test
    void messagePostedOnOneNodeAppearsOnTheOther() {
        Room room = room();

        room.atOne.post(room.id, "from one");
        room.atOther.awaitText(room.id, "from one");
        room.atOther.post(room.id, "from the other");
        room.atOne.awaitText(room.id, "from the other");

        room.assertBothSaw(List.of("from one", "from the other"));
    }

    @Test
    void sessionIsValidOnBothNodes() {
        Person alice = someone("alice", one).at(other);

        assertThat(alice.get("/api/session").expect(200).text()).contains(alice.username());
        connected(alice).ask("type", "ping");
    }

    @Test
    void presenceSpansBothNodes() {
        Room room = room();

        room.awaitOnline(room.atOne, room.alice, room.bob);
        room.awaitOnline(room.atOther, room.alice, room.bob);
    }

    @Test
    void leavingOneNodeEndsPresenceOnTheOther() {
        Room room = room();
        room.awaitOnline(room.atOther, room.alice, room.bob);

        room.atOne.close();

        room.atOther.until(
                "alice has left",
                () -> room.atOther.frames("online").stream()
                        .anyMatch(frame -> names(frame.path("left")).contains(room.alice.username())));
    }

    @Test
    void logOutClosesSocketsOnTheOtherNodeWithinASecond() {
        Person alice = someone("alice", one);
        Connection atOther = connected(alice.at(other));

        alice.at(one).logOut();

        assertThat(atOther.awaitClose(Duration.ofSeconds(1))).isEqualTo(4501);
    }

    @Test
    void hundredConcurrentCreationsMakeOneRoom() {
        String name = SharedServer.unique("contended");
        List<Person> people = Stream.of(one, other)
                .flatMap(node -> IntStream.range(0, 10).mapToObj(i -> someone("maker", node)))
                .toList();

        List<Integer> answers = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> people.get(i % people.size()).post("/api/rooms", Map.of("name", name))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(people.get(0)
                        .get("/api/rooms?query=" + name)
                        .expect(200)
                        .json()
                        .path("rooms"))
                .hasSize(1);
    }

    /** Outages of Redis while people chat. */
    enum Outage {
        KILLED(RedisServer::kill, RedisServer::launch),
        PAUSED(RedisServer::pause, RedisServer::resume);

        private final Consumer<RedisServer> begin;
        private final Consumer<RedisServer> end;

        Outage(Consumer<RedisServer> begin, Consumer<RedisServer> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource
    void outageOfRedisLosesDuplicatesAndReordersNothing(Outage outage) {
        Room room = room();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (i == 20) {
                outage.begin.accept(redis);
            }
            if (i == 40) {
                room.atOne.awaitText(room.id, "39");
                room.atOther.awaitText(room.id, "39");
                outage.end.accept(redis);
            }
            (i % 2 == 0 ? room.atOne : room.atOther).post(room.id, String.valueOf(i));
            said.add(String.valueOf(i));
        }

        room.atOne.awaitText(room.id, "59");
        room.atOther.awaitText(room.id, "59");
        room.assertBothSaw(said);
        awaitHealth(one, "UP");
        awaitHealth(other, "UP");
    }

    @Test
    void logOutWithoutRedisClosesSocketsOnTheOtherNode() {
        Person alice = someone("alice", one);
        Connection atOther = connected(alice.at(other));
        redis.kill();
        awaitHealth(other, "DEGRADED");

        alice.at(one).logOut();

        assertThat(atOther.awaitClose(Duration.ofSeconds(5))).isEqualTo(4501);
        redis.launch();
        awaitHealth(one, "UP");
        awaitHealth(other, "UP");
    }

    @Test
    void presenceOfKilledNodeEndsWithinFifteenSeconds() {
        Room room = room();
        try (ParleyProcess third = setup().startProcess()) {
            Person carol = someone("carol", one).join(room.id).at(third.url());
            connected(carol).open(room.id);
            room.awaitOnline(room.atOne, carol);

            third.kill();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> room.atOne.frames("online").stream()
                            .anyMatch(frame -> names(frame.path("left")).contains(carol.username())));
        }
    }

    @Test
    void presenceReturnsWhenFrozenNodeWakes() throws SQLException {
        Room room = room();
        try (ParleyProcess third = setup().property("parley.node.lease", "2s")
                .property("parley.node.renew-every", "500ms")
                .startProcess()) {
            Person carol = someone("carol", one).join(room.id).at(third.url());
            Connection atThird = connected(carol);
            atThird.open(room.id);
            room.awaitOnline(room.atOne, carol);

            third.pause();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> room.atOne.frames("online").stream()
                            .anyMatch(frame -> names(frame.path("left")).contains(carol.username())));
            sweepDeadNodes();
            room.atOne.post(room.id, "said while carol was frozen");
            third.resume();

            atThird.awaitText(room.id, "said while carol was frozen");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> room.alice
                            .get("/api/rooms/" + room.id + "/online")
                            .text()
                            .contains(carol.username()));
        }
    }

    @Test
    void concurrentlyStartingNodesMigrateAnEmptyDatabaseOnce() {
        PostgresServer.Database empty = PostgresServer.freshDatabase();
        List<ParleyProcess> started = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> ParleyServer.with()
                        .database(empty)
                        .redis(redis)
                        .property("parley.channel.prefix", "together:")
                        .startProcess()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        try {
            Person alice = Person.signUp(started.get(0).url(), "alice")
                    .at(started.get(1).url());
            alice.say("general", "hello");
            assertThat(alice.get("/actuator/health/readiness").status()).isEqualTo(200);
        } finally {
            started.forEach(ParleyProcess::close);
        }
    }

    @Test
    void anyRequestMayReachAnyNodeBehindABalancer() {
        try (Balancer balancer = Balancer.before(one, other)) {
            String name = SharedServer.unique("balanced");
            String id =
                    Person.signUp(balancer.url(), SharedServer.unique("host")).makeRoom(name);
            List<Person> people = IntStream.range(0, 6)
                    .mapToObj(i -> Person.signUp(balancer.url(), SharedServer.unique("guest")))
                    .toList();
            List<Connection> open = people.stream().map(this::connected).toList();
            open.forEach(connection -> connection.open(id));

            open.forEach(connection -> connection.post(id, "hello from " + open.indexOf(connection)));

            List<String> expected =
                    IntStream.range(0, 6).mapToObj(i -> "hello from " + i).toList();
            open.forEach(connection -> connection.awaitText(id, "hello from 5"));
            open.forEach(connection -> assertThat(connection.texts(id)).isEqualTo(expected));
        }
    }

    @Test
    void stoppingNodeMovesClientsToTheOtherWithoutGaps() {
        Room room = room();
        ParleyServer third = setup().start();
        Person carol = someone("carol", one).join(room.id).at(third);
        Connection atThird = connected(carol);
        long revision = atThird.open(room.id).path("revision").asLong();

        third.stop();
        room.atOne.post(room.id, "said in between");

        assertThat(atThird.awaitClose()).isBetween(4000, 4499);
        assertThat(atThird.frames("drain")).isNotEmpty();
        JsonNode opened = connected(carol.at(other)).open(room.id, revision);
        assertThat(opened.path("messages").findValuesAsString("text")).containsExactly("said in between");
    }

    /** Sweeps as any node does after some time. */
    private void sweepDeadNodes() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            int swept = statement.executeUpdate(
                    "delete from node where lease_until < extract(epoch from current_timestamp) * 1000");
            assertThat(swept).isPositive();
        }
    }

    private ParleyServer.Setup setup() {
        return ParleyServer.with()
                .database(database)
                .redis(redis)
                .property("parley.channel.ping-interval", "200ms")
                .property("parley.channel.reconnect-delay-max", "500ms");
    }

    /** Creates a room with alice on one node and bob on the other. */
    private Room room() {
        return new Room(someone("alice", one), someone("bob", other));
    }

    private static Person someone(String name, ParleyServer node) {
        return Person.signUp(node, SharedServer.unique(name));
    }

    private Connection connected(Person person) {
        Connection connection = person.connect();
        connections.add(connection);
        return connection;
    }

    private static void awaitHealth(ParleyServer node, String status) {
        Person operator = Person.visiting(node.url());
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> operator.get("/actuator/health")
                        .json()
                        .path("status")
                        .asString()
                        .equals(status));
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private final class Room {

        private final Person alice;
        private final Person bob;
        private final String id;
        private final Connection atOne;
        private final Connection atOther;

        Room(Person alice, Person bob) {
            this.alice = alice;
            this.bob = bob;
            id = alice.makeRoom(SharedServer.unique("room"));
            atOne = connected(alice);
            atOther = connected(bob);
            atOne.open(id);
            atOther.open(id);
        }

        void assertBothSaw(List<String> texts) {
            for (Connection connection : List.of(atOne, atOther)) {
                assertThat(connection.texts(id)).isEqualTo(texts);
                assertThat(connection.messages(id).stream()
                                .map(message -> message.path("seq").asLong())
                                .toList())
                        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, texts.size())
                                .boxed()
                                .toList());
            }
        }

        /** Waits until these people are shown as online. */
        void awaitOnline(Connection connection, Person... people) {
            for (Person person : people) {
                connection.until(
                        person.username() + " is here",
                        () -> connection.frames().stream()
                                .anyMatch(frame -> names(frame.path("online")).contains(person.username())
                                        || names(frame.path("joined")).contains(person.username())));
            }
        }
    }
}
