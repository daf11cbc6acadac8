package chat.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Subscriptions to all rooms of an account, on each database. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class InboxSubscriptionIT {

    private final SharedServer node;
    private Person ann;
    private Person bob;
    private Connection ofAnn;
    private Connection ofBob;

    InboxSubscriptionIT(SharedServer node) {
        this.node = node;
    }

    @BeforeEach
    void connect() {
        ann = node.someone("ann");
        bob = node.someone("bob");
        ofAnn = ann.connect();
        ofBob = bob.connect();
    }

    @AfterEach
    void hangUp() {
        ofAnn.drop();
        ofBob.drop();
    }

    private static JsonNode watch(Connection socket) {
        JsonNode watching = socket.ask("type", "watch");
        assertThat(watching.path("type").asString()).as(watching.toString()).isEqualTo("watching");
        return watching;
    }

    private static JsonNode unread(Connection socket, String room, long lastSeq, long readSeq) {
        return socket.await(
                "unread of " + room + " at " + lastSeq + ", " + readSeq,
                frame -> frame.path("type").asString().equals("unread")
                        && frame.path("room").asString().equals(room)
                        && frame.path("last_seq").asLong() == lastSeq
                        && frame.path("read_seq").asLong() == readSeq);
    }

    private static JsonNode news(Connection socket, String type, String room) {
        return socket.await(
                type + " " + room,
                frame -> frame.path("type").asString().equals(type)
                        && (frame.path("room").isString()
                                ? frame.path("room").asString().equals(room)
                                : frame.path("room").path("id").asString().equals(room)));
    }

    private static Set<String> ids(JsonNode watching) {
        return watching.path("rooms")
                .valueStream()
                .map(room -> room.path("id").asString())
                .collect(Collectors.toSet());
    }

    @Test
    void subscriptionStartsWithExactlyTheAccountsRooms() {
        String own = bob.makeRoom(SharedServer.unique("own"), "private");
        String joined = ann.makeRoom(SharedServer.unique("joined"));
        String foreign = ann.makeRoom(SharedServer.unique("foreign"));
        bob.join(joined);
        ann.say(joined, "one");

        JsonNode watching = watch(ofBob);

        assertThat(ids(watching)).contains("general", own, joined).doesNotContain(foreign);
        JsonNode room = watching.path("rooms")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(joined))
                .findFirst()
                .orElseThrow();
        assertThat(room).isEqualTo(bob.get("/api/rooms/" + joined).json());
        assertThat(room.path("unread").asLong()).isEqualTo(1);
    }

    @Test
    void messageInAClosedRoomIsReported() {
        String room = ann.makeRoom(SharedServer.unique("talk"));
        bob.join(room);
        watch(ofBob);

        ann.say(room, "Hello Bob");

        JsonNode unread = unread(ofBob, room, 1, 0);
        assertThat(unread.path("message").path("text").asString()).isEqualTo("Hello Bob");
        assertThat(unread.path("message").path("author").asString()).isEqualTo(ann.username());
        assertThat(unread.path("mentions").asLong()).isZero();
    }

    @Test
    void mentionsAreReportedWithTheirMessage() {
        String room = ann.makeRoom(SharedServer.unique("calls"));
        bob.join(room);
        watch(ofBob);

        ann.say(room, "nothing");
        ann.say(room, "ping @" + bob.username());
        ann.say(room, "nothing again");

        ofBob.until(
                "one call is counted",
                () -> ofBob.frames("unread").stream()
                        .anyMatch(frame -> frame.path("mentions").asLong() == 1));
        ofBob.until(
                "the call is shown, which may be after a look at the database has counted it",
                () -> ofBob.frames("unread").stream()
                        .anyMatch(frame ->
                                frame.path("message").path("text").asString("").startsWith("ping")));

        ann.delete("/api/rooms/" + room + "/messages/2").expect(200);
        ofBob.until(
                "the call is taken back",
                () -> last(ofBob, room).path("mentions").asLong(-1) == 0);
    }

    private static JsonNode last(Connection socket, String room) {
        List<JsonNode> frames = socket.frames("unread").stream()
                .filter(frame -> frame.path("room").asString().equals(room))
                .toList();
        return frames.isEmpty() ? tools.jackson.databind.node.MissingNode.getInstance() : frames.get(frames.size() - 1);
    }

    @Test
    void ownMessagesAreNeverUnread() {
        String room = ann.makeRoom(SharedServer.unique("own-posts"));
        watch(ofAnn);

        ann.say(room, "to myself");

        JsonNode unread = unread(ofAnn, room, 1, 1);
        assertThat(unread.path("message").isNull()).isTrue();
        assertThat(ofAnn.frames("unread"))
                .allMatch(frame -> frame.path("read_seq").asLong() == 1);
    }

    @Test
    void readMarkOfAnotherDeviceIsReported() {
        String room = ann.makeRoom(SharedServer.unique("devices"));
        bob.join(room);
        watch(ofBob);
        ann.say(room, "one");
        ann.say(room, "two");
        try (Connection phone = bob.connect()) {
            phone.send("type", "read", "room", room, "seq", 2);
            unread(ofBob, room, 2, 2);
            phone.send("type", "read", "room", room, "seq", 1, "back", true);
            unread(ofBob, room, 2, 1);
        }
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 2)).expect(204);
        ofBob.until("read over HTTP", () -> last(ofBob, room).path("read_seq").asLong() == 2);
    }

    @Test
    void openRoomSendsNoUpdatesUntilItIsClosed() {
        String room = ann.makeRoom(SharedServer.unique("open"));
        bob.join(room);
        watch(ofBob);
        ofBob.open(room);
        ann.say(room, "seen");
        ofBob.awaitText(room, "seen");
        assertThat(ofBob.frames("unread"))
                .noneMatch(frame -> frame.path("room").asString().equals(room));

        ofBob.send("type", "close", "room", room);
        ann.say(room, "not seen");

        JsonNode unread = unread(ofBob, room, 2, 0);
        assertThat(unread.path("message").path("text").asString("")).isIn("not seen", "");
    }

    @Test
    void joiningAndLeavingAreReported() {
        watch(ofBob);
        String made = bob.makeRoom(SharedServer.unique("made"));
        news(ofBob, "room", made);

        String hidden = ann.makeRoom(SharedServer.unique("hidden"), "private");
        ann.put("/api/rooms/" + hidden + "/members/" + bob.username(), Map.of()).expect(200);
        JsonNode room = news(ofBob, "room", hidden);
        assertThat(room.path("room").path("role").asString()).isEqualTo("member");
        ann.say(hidden, "welcome");
        unread(ofBob, hidden, 1, 0);

        ann.delete("/api/rooms/" + hidden + "/members/" + bob.username()).expect(204);
        news(ofBob, "gone", hidden);
        int told = ofBob.frames().size();
        ann.say(hidden, "he is gone");
        ann.say("general", "a later word");
        ofBob.await(
                "what came later",
                frame -> frame.path("message").path("text").asString("").equals("a later word"));
        assertThat(ofBob.frames().subList(told, ofBob.frames().size()))
                .noneMatch(frame -> frame.toString().contains(hidden));
    }

    @Test
    void changesOfTitleAndRoleAreReported() {
        String room = ann.makeRoom(SharedServer.unique("looks"));
        bob.join(room);
        watch(ofBob);

        ann.patch("/api/rooms/" + room, Map.of("title", "Another title")).expect(200);
        ofBob.await(
                "the title",
                frame -> frame.path("room").path("title").asString("").equals("Another title"));

        ann.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of("role", "moderator"))
                .expect(200);
        ofBob.await(
                "the role",
                frame -> frame.path("room").path("role").asString("").equals("moderator"));
    }

    @Test
    void manyMessagesAreCombinedIntoFewUpdates() {
        String room = ann.makeRoom(SharedServer.unique("many"));
        bob.join(room);
        watch(ofBob);
        ofAnn.open(room);
        for (int i = 1; i <= 1_000; i++) {
            ofAnn.send("type", "post", "room", room, "nonce", "n" + i, "text", "m" + i);
        }

        unread(ofBob, room, 1_000, 0);

        assertThat(ofBob.frames("unread").size()).isLessThan(40);
    }

    @Test
    void slowReaderReceivesOnlyTheLatestState() {
        String room = ann.makeRoom(SharedServer.unique("slow"));
        bob.join(room);
        watch(ofBob);
        ofAnn.open(room);
        ofBob.pauseReading();
        String padding = "x".repeat(3_000);
        for (int i = 1; i <= 3_000; i++) {
            ofAnn.send("type", "post", "room", room, "nonce", "n" + i, "text", i + padding);
        }
        ofAnn.awaitText(room, 3_000 + padding);
        ofBob.resumeReading();

        unread(ofBob, room, 3_000, 0);
    }
}
