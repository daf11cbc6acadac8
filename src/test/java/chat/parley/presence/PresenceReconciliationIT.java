package chat.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.node.Node;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** The database agrees with the open rooms of a node's connections, whatever became of earlier writes. */
class PresenceReconciliationIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void tickRemovesStaleRowsAndStoresMissingOnes() {
        try (ParleyServer server =
                ParleyServer.with().property("parley.hub.tick", "200ms").start()) {
            Person ann = Person.signUp(server, "ann");
            Person bob = Person.signUp(server, "bob");
            String room = ann.makeRoom("doors");
            bob.join(room);
            DatabaseClient database = server.bean(DatabaseClient.class);
            try (Connection socket = ann.connect()) {
                socket.open(room);
                assertOnline(ann, room, "ann");

                database.sql("insert into presence (connection_id, room_id, account_id, node_id)"
                                + " select 'ghost', :room, id, :node from account where username = 'bob'")
                        .bind("room", room)
                        .bind("node", server.bean(Node.class).id())
                        .then()
                        .block(LIMIT);
                assertOnline(ann, room, "ann");

                database.sql("delete from presence").then().block(LIMIT);
                assertOnline(ann, room, "ann");
            }
            assertOnline(ann, room);
        }
    }

    private static void assertOnline(Person asker, String room, String... names) {
        Awaitility.await("online are " + List.of(names)).atMost(LIMIT).untilAsserted(() -> {
            JsonNode online = asker.get("/api/rooms/" + room + "/online")
                    .expect(200)
                    .json()
                    .get("online");
            assertThat(Json.write(online)).isEqualTo(Json.write(List.of(names)));
        });
    }
}
