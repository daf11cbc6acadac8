package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.transport.SocketWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * {@code parley.v1} on one embedded node: opening, posting, resuming and presence, with either {@link SocketWriter}.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class GatewayIT {

    @SuppressWarnings("NullAway.Init")
    private static ParleyServer server;

    private static int people;

    @Parameter
    private boolean direct;

    @BeforeParameterizedClassInvocation
    static void start(boolean direct) {
        server = ParleyServer.with()
                .property("parley.gateway.direct", Boolean.toString(direct))
                .start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.stop();
    }

    private static Person person() {
        return Person.signUp(server, "person" + ++people);
    }

    @Test
    void twoMembersReceiveEachOthersMessagesLive() {
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
    void messagesOfOneConnectionStayInOrder() {
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
    void resumedClientReceivesExactlyMissedChanges() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("away");
        ann.say(room, "one");
        long held;
        try (Connection socket = bob.connect()) {
            held = socket.open(room).get("revision").asLong();
        }
        ann.say(room, "two");
        ann.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "one, edited"))
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
    void accountWithTwoSocketsLeavesWithTheLastOne() {
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
    void logoutEndsSockets() {
        Person ann = person();
        Connection socket = ann.connect();
        ann.logOut();
        assertThat(socket.awaitClose()).isEqualTo(4501);
    }

    @Test
    void blockedReaderReceivesEverythingLaterWithoutDelayingOthers() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("slow");
        String padding = "x".repeat(3_000);
        try (Connection quick = ann.connect();
                Connection slow = bob.connect()) {
            quick.open(room);
            slow.open(room);
            slow.pauseReading();
            for (int i = 1; i <= 2_000; i++) {
                quick.send("type", "post", "room", room, "nonce", "n" + i, "text", i + " " + padding);
            }
            quick.awaitText(room, "2000 " + padding);
            slow.resumeReading();
            slow.until("the slow one has everything", () -> seqs(slow, room).contains(2_000L));
            assertThat(seqs(slow, room))
                    .isEqualTo(LongStream.rangeClosed(1, 2_000).boxed().toList());
        }
    }

    @Test
    void clientLeavingWithUnreadAnswersIsGone() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("unread");
        String padding = "x".repeat(3_000);
        try (Connection quick = ann.connect()) {
            quick.open(room);
            Connection full = bob.connect();
            full.open(room);
            full.pauseReading();
            for (int i = 1; i <= 2_000; i++) {
                quick.send("type", "post", "room", room, "nonce", "n" + i, "text", i + " " + padding);
            }
            quick.awaitText(room, "2000 " + padding);
            double heard = heard();
            full.send("type", "ping");
            quick.until("the server has heard", () -> heard() > heard);
            full.drop();
            quick.await("Bob left", f -> f.path("left").toString().contains(bob.username()));
        }
    }

    private static double heard() {
        return server.bean(MeterRegistry.class)
                .get("parley.frames.received")
                .counter()
                .count();
    }

    private static List<Long> seqs(Connection socket, String room) {
        return socket.messages(room).stream()
                .map(message -> message.get("seq").asLong())
                .toList();
    }

    @Test
    void removedMemberReceivesNothing() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("removal", "private");
        ann.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of()).expect(200);
        try (Connection socket = bob.connect()) {
            socket.open(room);
            ann.say(room, "before");
            ann.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);
            ann.say(room, "after");
            var closed = socket.awaitType("closed");
            assertThat(closed.get("room").asString()).isEqualTo(room);
            assertThat(closed.get("code").asString()).isEqualTo("removed");
            assertThat(socket.texts(room)).containsExactly("before");
            assertThat(socket.ask("type", "open", "room", room).get("code").asString())
                    .isEqualTo("room_not_found");
            assertThat(socket.ask("type", "post", "room", room, "nonce", "n", "text", "t")
                            .get("code")
                            .asString())
                    .isEqualTo("room_not_found");
            assertThat(socket.texts(room)).containsExactly("before");
        }
    }

    /** In either order, the account must be notified that the room is closed, or the open request must be refused. */
    @Test
    void memberLeavingDuringOpenIsNotLeftSubscribed() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("leaving");
        try (Connection socket = bob.connect()) {
            for (int round = 0; round < 40; round++) {
                String ref = "round-" + round;
                bob.join(room);
                CompletableFuture<?> leaving =
                        CompletableFuture.runAsync(() -> bob.delete("/api/rooms/" + room + "/members/me"));
                LockSupport.parkNanos(round * 100_000L);
                socket.send("type", "open", "room", room, "ref", ref);
                leaving.join();
                JsonNode answer =
                        socket.await(ref, frame -> ref.equals(frame.path("ref").asString("")));
                int opened = socket.frames().indexOf(answer);
                if (bob.get("/api/rooms/" + room).json().path("role").isNull()
                        && answer.path("type").asString().equals("opened")) {
                    socket.until(
                            "closed",
                            () -> socket.frames().stream()
                                    .skip(opened)
                                    .anyMatch(frame ->
                                            frame.path("type").asString().equals("closed")));
                }
            }
        }
    }

    @Test
    void repeatedPostReturnsFirstNumberAndIsStoredOnce() {
        Person ann = person();
        String room = ann.makeRoom("nonce");
        try (Connection socket = ann.connect()) {
            socket.open(room);
            long seq = socket.post(room, "once", "the-nonce").get("seq").asLong();
            assertThat(socket.post(room, "once", "the-nonce").get("seq").asLong())
                    .isEqualTo(seq);
            assertThat(socket.ask("type", "post", "room", room, "nonce", "the-nonce", "text", "twice")
                            .get("code")
                            .asString())
                    .isEqualTo("nonce_reused");
            assertThat(ann.get("/api/rooms/" + room + "/messages").json().get("messages"))
                    .hasSize(1);
        }
    }

    @Test
    void readMarksReachOnlyOwnOtherDevices() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("marks");
        ann.say(room, "one");
        try (Connection desk = ann.connect();
                Connection phone = ann.connect();
                Connection ofBob = bob.connect()) {
            desk.open(room);
            phone.open(room);
            ofBob.open(room);
            desk.send("type", "read", "room", room, "seq", 1);
            assertThat(phone.awaitType("read").get("seq").asLong()).isEqualTo(1);
            desk.send("type", "typing", "room", room);
            assertThat(ofBob.awaitType("typing").get("username").asString()).isEqualTo(ann.username());
            assertThat(ofBob.frames("read")).isEmpty();
            assertThat(phone.frames("typing")).isEmpty();
        }
    }

    /**
     * The first frames must not overtake the upgrade of the connection: outside of its event loop, one of them would be
     * lost.
     */
    @Test
    void firstFramesAfterHandshakeAreHandled() {
        Person ann = person();
        for (int round = 0; round < 40; round++) {
            try (Connection socket = ann.connect("/ws", "parley.v1")) {
                assertThat(socket.ask("type", "ping").get("type").asString()).isEqualTo("pong");
            }
        }
    }
}
