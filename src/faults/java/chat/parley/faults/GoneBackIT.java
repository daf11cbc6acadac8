package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** The database is replaced by an older state of itself under a running node, which cannot notice that directly. */
class GoneBackIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int NEW_EPOCH = 4003;

    @Test
    void clientsStartAfreshWhenTheTickFindsALowerRevision() {
        try (ParleyServer server =
                ParleyServer.with().property("parley.hub.tick", "200ms").start()) {
            Person ann = Person.signUp(server, "ann");
            String room = ann.makeRoom("back");
            ann.say(room, "kept");
            Connection socket = ann.connect();
            String before = socket.open(room).get("epoch").asString();
            long held = ann.say(room, "lost").get("revision").asLong();
            socket.awaitText(room, "lost");
            goBack(server, room);

            assertThat(socket.awaitClose(TIMEOUT)).isEqualTo(NEW_EPOCH);
            ann.say(room, "another");
            try (Connection resumed = ann.connect()) {
                JsonNode opened = resumed.open(room, held, before);
                assertThat(opened.get("reset").asBoolean()).isTrue();
                assertThat(opened.get("messages")
                                .valueStream()
                                .map(one -> one.get("text").asString()))
                        .containsExactly("kept", "another");
                assertThat(opened.get("revision").asLong()).isEqualTo(held);
            }
            JsonNode changes = ann.get("/api/rooms/" + room + "/changes?after=" + held + "&epoch=" + before)
                    .expect(200)
                    .json();
            assertThat(changes.get("reset").asBoolean()).isTrue();
            assertThat(changes.get("epoch").asString()).isNotEqualTo(before);
        }
    }

    @Test
    void openingARolledBackRoomBeginsANewEpochAndThenSucceeds() {
        try (ParleyServer server =
                ParleyServer.with().property("parley.hub.tick", "10m").start()) {
            Person ann = Person.signUp(server, "ann");
            Person bob = Person.signUp(server, "bob");
            String room = ann.makeRoom("back");
            bob.join(room);
            ann.say(room, "kept");
            Connection witness = bob.connect();
            witness.open(room);
            ann.say(room, "lost");
            witness.awaitText(room, "lost");
            goBack(server, room);

            Connection first = ann.connect();
            first.send("type", "open", "room", room);
            assertThat(first.awaitClose(TIMEOUT)).isEqualTo(NEW_EPOCH);
            assertThat(witness.awaitClose(TIMEOUT)).isEqualTo(NEW_EPOCH);
            Awaitility.await("the room is open").atMost(TIMEOUT).until(() -> {
                try (Connection again = ann.connect()) {
                    return again.ask("type", "open", "room", room)
                            .get("type")
                            .asString()
                            .equals("opened");
                }
            });
        }
    }

    /** Removes the newest message and its revision, as in a restored copy. */
    private static void goBack(ParleyServer server, String room) {
        DatabaseClient database = server.bean(DatabaseClient.class);
        database.sql("delete from message where room_id = :room and seq = (select last_seq from room where id = :room)")
                .bind("room", room)
                .then()
                .block(TIMEOUT);
        database.sql("update room set last_seq = last_seq - 1, revision = revision - 1 where id = :room")
                .bind("room", room)
                .then()
                .block(TIMEOUT);
    }
}
