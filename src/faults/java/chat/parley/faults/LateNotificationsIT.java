package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Notifications between nodes arrive a second late while memberships change on another node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateNotificationsIT {

    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final LateChannelLayer layer = new LateChannelLayer(DELAY);
    private final String database = ParleyServer.memoryDatabase();
    private final ParleyServer one = node();
    private final ParleyServer other = node();
    private int people;

    private ParleyServer node() {
        return ParleyServer.with()
                .database(database)
                .channelLayer(layer)
                .property("parley.hub.tick", "10m")
                .start();
    }

    @AfterAll
    void stop() {
        one.stop();
        other.stop();
    }

    @Test
    void memberAddedAgainReceivesTheRoomAfterTheLateRemoval() {
        Person ann = someone(one);
        Person bob = someone(other);
        String room = ann.makeRoom("removal-and-return");
        add(ann, room, bob);
        // Keeps the room live, and behind, on the other node
        Person cleo = someone(other);
        add(ann, room, cleo);
        try (Connection witness = cleo.connect();
                Connection socket = bob.connect()) {
            witness.open(room);
            remove(ann, room, bob);
            add(ann, room, bob);
            socket.open(room);
            long seq = ann.say(room, "Are you back?").get("seq").asLong();
            socket.await("the message", frame -> holds(frame, seq));
            assertThat(socket.frames("closed")).isEmpty();
        }
    }

    @Test
    void memberWhoseBanWasLiftedReceivesTheRoomAfterTheLateBan() {
        Person ann = someone(one);
        Person bob = someone(other);
        Person cleo = someone(other);
        String room = ann.makeRoom("ban-and-return");
        add(ann, room, bob);
        add(ann, room, cleo);
        try (Connection witness = cleo.connect();
                Connection socket = bob.connect()) {
            witness.open(room);
            ann.put("/api/rooms/" + room + "/bans/" + bob.username(), Map.of()).expect(204);
            ann.delete("/api/rooms/" + room + "/bans/" + bob.username()).expect(204);
            add(ann, room, bob);
            socket.open(room);
            long seq = ann.say(room, "Are you back?").get("seq").asLong();
            socket.await("the message", frame -> holds(frame, seq));
            assertThat(socket.frames("closed")).isEmpty();
        }
    }

    @Test
    void subscriberWhoReturnedReceivesNoLateGone() {
        Person ann = someone(one);
        Person bob = someone(other);
        String room = ann.makeRoom("watched-return");
        add(ann, room, bob);
        Person cleo = someone(other);
        add(ann, room, cleo);
        try (Connection witness = cleo.connect();
                Connection socket = bob.connect()) {
            witness.open(room);
            remove(ann, room, bob);
            add(ann, room, bob);
            socket.ask("type", "watch");
            long seq = ann.say(room, "Are you back?").get("seq").asLong();
            Awaitility.await("the subscriber is notified of the message")
                    .atMost(TIMEOUT)
                    .until(() -> socket.frames("unread").stream()
                            .anyMatch(frame -> frame.get("last_seq").asLong() == seq));
            assertThat(socket.frames("gone")).isEmpty();
        }
    }

    private static boolean holds(JsonNode frame, long seq) {
        return List.of("changed", "changes").contains(frame.path("type").asString(""))
                && frame.toString().contains("\"seq\":" + seq + ",");
    }

    private static void add(Person owner, String room, Person person) {
        owner.put("/api/rooms/" + room + "/members/" + person.username(), Map.of())
                .expect(200);
    }

    private static void remove(Person owner, String room, Person person) {
        owner.delete("/api/rooms/" + room + "/members/" + person.username()).expect(204);
    }

    private Person someone(ParleyServer node) {
        return Person.signUp(node, "somebody" + ++people);
    }
}
