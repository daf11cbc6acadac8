package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code parley.v1} against one embedded node: opening, talking, resuming, presence. */
class GatewayIT {

    private static ParleyServer server;
    private static int people;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static Person person() {
        return Person.signUp(server, "person" + ++people);
    }

    @Test
    void twoPeopleTalkLive() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("talk");
        try (Connection ofAnn = ann.connect();
                Connection ofBob = bob.connect()) {
            ofAnn.open(room);
            ofBob.open(room);
            var posted = ofAnn.post(room, "Hello Bob");
            assertThat(posted.get("type").asString()).isEqualTo("posted");
            assertThat(posted.get("seq").asLong()).isEqualTo(1);
            var heard = ofBob.awaitText(room, "Hello Bob");
            assertThat(heard.get("author").asString()).isEqualTo(ann.username());
            ofAnn.awaitText(room, "Hello Bob");
        }
    }

    @Test
    void messagesOfOneConnectionKeepTheirOrder() {
        Person ann = person();
        String room = ann.makeRoom("order");
        try (Connection socket = ann.connect()) {
            socket.open(room);
            IntStream.rangeClosed(1, 300)
                    .forEach(i -> socket.send("type", "post", "room", room, "nonce", "n" + i, "text", "m" + i));
            socket.awaitText(room, "m300");
            assertThat(socket.texts(room))
                    .isEqualTo(
                            IntStream.rangeClosed(1, 300).mapToObj(i -> "m" + i).toList());
        }
    }

    @Test
    void whoWasAwayGetsExactlyWhatChanged() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("away");
        ann.say(room, "one");
        long held;
        try (Connection socket = bob.connect()) {
            held = socket.open(room).get("revision").asLong();
        }
        ann.say(room, "two");
        ann.patch("/api/rooms/" + room + "/messages/1", java.util.Map.of("text", "one, edited"))
                .expect(200);
        try (Connection socket = bob.connect()) {
            var opened = socket.open(room, held);
            assertThat(opened.get("reset").asBoolean()).isFalse();
            assertThat(opened.get("messages")
                            .valueStream()
                            .map(m -> m.get("text").asString()))
                    .containsExactly("one, edited", "two");
            ann.say(room, "three");
            socket.awaitText(room, "three");
        }
    }

    @Test
    void twoTabsAreOnePersonAndTheLastOneLeaves() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("presence");
        try (Connection watching = ann.connect()) {
            watching.open(room);
            Connection first = bob.connect();
            first.open(room);
            watching.await("Bob came", f -> f.path("joined").toString().contains(bob.username()));
            try (Connection second = bob.connect()) {
                assertThat(second.open(room).get("online").toString()).contains(bob.username(), ann.username());
                first.close();
                ann.say(room, "still here");
                watching.awaitText(room, "still here");
                assertThat(watching.frames("online"))
                        .noneMatch(f -> f.path("left").toString().contains(bob.username()));
            }
            watching.await("Bob left", f -> f.path("left").toString().contains(bob.username()));
        }
    }

    @Test
    void loggingOutEndsTheSockets() {
        Person ann = person();
        Connection socket = ann.connect();
        ann.logOut();
        assertThat(socket.awaitClose()).isEqualTo(4501);
    }
}
