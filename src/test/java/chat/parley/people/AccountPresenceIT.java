package chat.parley.people;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Whether accounts are online, on two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPresenceIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private final String database = ParleyServer.memoryDatabase();
    private final ParleyServer one = node("10m");
    private final ParleyServer other = node("300ms");
    private int people;

    private ParleyServer node(String tick) {
        return ParleyServer.with()
                .database(database)
                .channelLayer(layer)
                .property("parley.hub.tick", tick)
                .start();
    }

    @AfterAll
    void stop() {
        one.stop();
        other.stop();
    }

    private Person someone(ParleyServer node) {
        return Person.signUp(node, "somebody" + ++people);
    }

    @Test
    void connectionAnywhereShowsTheAccountAsOnlineUntilTheLastOneGoes() {
        Person ann = someone(one);
        Person bob = someone(other);
        Connection watching = follow(bob, ann);
        watching.until("offline", () -> "offline".equals(presence(watching, ann)));

        Connection first = ann.connect();
        watching.until("online", () -> "online".equals(presence(watching, ann)));
        Connection second = ann.at(other).connect();
        first.close();
        assertStays(bob, ann, "online");

        second.close();
        watching.until("offline", () -> "offline".equals(presence(watching, ann)));
        assertThat(changes(watching, ann)).containsExactly("offline", "online", "offline");
    }

    @Test
    void reloadDoesNotFlicker() {
        Person ann = someone(one);
        Connection watching = follow(someone(one), ann);
        Connection first = ann.connect();
        watching.until("online", () -> "online".equals(presence(watching, ann)));

        for (int reload = 0; reload < 3; reload++) {
            first.drop();
            first = ann.connect();
        }
        first.close();

        watching.until("offline", () -> "offline".equals(presence(watching, ann)));
        assertThat(changes(watching, ann)).endsWith("online", "offline").containsOnlyOnce("online");
    }

    @Test
    void accountIsAwayWhenNobodyIsActiveOnAnyOfItsConnections() {
        Person ann = someone(one);
        Person bob = someone(one);
        Connection watching = follow(bob, ann);
        Connection first = ann.connect();
        Connection second = ann.at(other).connect();
        first.send("type", "active", "active", false);
        watching.until("online", () -> "online".equals(presence(watching, ann)));

        second.send("type", "active", "active", false);
        watching.until("away", () -> "away".equals(presence(watching, ann)));
        first.send("type", "active", "active", true);
        watching.until("online again", () -> "online".equals(presence(watching, ann)));
    }

    @Test
    void tickRemovesStaleRowsAndStoresMissingOnes() {
        Person ann = someone(other);
        Person bob = someone(other);
        DatabaseClient client = other.bean(DatabaseClient.class);
        Connection watching = follow(bob, ann);
        try (Connection socket = ann.connect()) {
            assertThat(socket.isOpen()).isTrue();
            watching.until("online", () -> "online".equals(presence(watching, ann)));
            client.sql("delete from account_presence").then().block(LIMIT);
            watching.until("the loss or its repair", () -> rowsOf(client, ann) == 1);
            assertStays(bob, ann, "online");
        }
        watching.until("offline", () -> "offline".equals(presence(watching, ann)));
        client.sql("insert into account_presence (node_id, account_id, active)"
                        + " select p.node_id, a.id, true from account_presence p, account a"
                        + " where a.username = :ann and p.account_id = (select id from account where username = :bob)")
                .bind("ann", ann.username())
                .bind("bob", bob.username())
                .then()
                .block(LIMIT);
        watching.until("the ghost is gone", () -> rowsOf(client, ann) == 0);
    }

    @Test
    void rowsOfANodeWithoutALeaseDoNotCount() {
        Person ann = someone(other);
        Person bob = someone(other);
        DatabaseClient client = other.bean(DatabaseClient.class);
        client.sql("insert into node (id, address, lease_until) values ('crashed', '', 1)")
                .then()
                .block(LIMIT);
        client.sql("insert into account_presence (node_id, account_id, active)"
                        + " select 'crashed', id, true from account where username = :ann")
                .bind("ann", ann.username())
                .then()
                .block(LIMIT);

        assertThat(presence(bob, ann)).isEqualTo("offline");
    }

    private static long rowsOf(DatabaseClient client, Person person) {
        Long rows = client.sql("select count(*) as found from account_presence p join account a on a.id = p.account_id"
                        + " where a.username = :name")
                .bind("name", person.username())
                .map(row -> row.get("found", Long.class))
                .one()
                .block(LIMIT);
        return rows == null ? 0 : rows;
    }

    private static Connection follow(Person follower, Person followed) {
        Connection socket = follower.connect();
        socket.send("type", "people", "usernames", List.of(followed.username()));
        return socket;
    }

    private static void assertStays(Person reader, Person person, String expected) {
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(LIMIT)
                .until(() -> expected.equals(presence(reader, person)));
    }

    private static String presence(Person reader, Person person) {
        return reader.get("/api/accounts/" + person.username() + "/status")
                .expect(200)
                .json()
                .path("presence")
                .asString("");
    }

    private static String presence(Connection socket, Person person) {
        List<String> all = changes(socket, person);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    private static List<String> changes(Connection socket, Person person) {
        return socket.frames("people").stream()
                .flatMap(frame -> frame.path("people").valueStream())
                .filter(one -> person.username().equals(one.path("username").asString("")))
                .map((JsonNode one) -> one.path("presence").asString(""))
                .toList();
    }
}
