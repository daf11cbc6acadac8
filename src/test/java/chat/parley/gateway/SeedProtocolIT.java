package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The frames of the seeds' browser clients, with current rooms. */
class SeedProtocolIT {

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
        return Person.signUp(server, "seed" + ++people);
    }

    private static Connection chat(Person person, String name) {
        return person.connect("/ws/chat/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/", null);
    }

    private static List<String> texts(Connection socket) {
        return socket.frames("new_message").stream()
                .map(frame -> frame.get("message").asString())
                .toList();
    }

    @Test
    void textIsBroadcastAsNumberedNewMessage() {
        Person ann = person();
        Person bob = person();
        ann.makeRoom("seedtalk");
        try (Connection ofAnn = chat(ann, "seedtalk");
                Connection ofBob = chat(bob, "seedtalk")) {
            ofBob.awaitType("user_list");
            ofAnn.send("message", "hello");
            for (Connection socket : List.of(ofAnn, ofBob)) {
                JsonNode heard = socket.awaitType("new_message");
                assertThat(heard.get("message").asString()).isEqualTo("hello");
                assertThat(heard.get("user_name").asString()).isEqualTo(ann.username());
                assertThat(heard.get("seq").asLong()).isEqualTo(1);
                assertThat(heard.get("revision").asLong()).isPositive();
                assertThat(heard.get("at").asString()).endsWith("Z");
            }
        }
    }

    @Test
    void sameTextTwiceCreatesTwoMessages() {
        Person ann = person();
        ann.makeRoom("seedtwice");
        try (Connection socket = chat(ann, "seedtwice")) {
            socket.send("message", "ok");
            socket.send("message", "ok");
            socket.send("message", "end");
            socket.await("the end", frame -> frame.path("message").asString("").equals("end"));
            assertThat(texts(socket)).containsExactly("ok", "ok", "end");
        }
    }

    @Test
    void everyJoinAndLeaveSendsWholeUserList() {
        Person ann = person();
        Person bob = person();
        ann.makeRoom("seedlist");
        try (Connection socket = chat(ann, "seedlist")) {
            socket.await("Ann herself", frame -> frame.path("users").toString().contains(ann.username()));
            Connection ofBob = chat(bob, "seedlist");
            socket.await("both", frame -> frame.path("users").size() == 2);
            int before = socket.frames("user_list").size();
            ofBob.close();
            socket.until(
                    "Ann is alone again",
                    () -> socket.frames("user_list").stream()
                            .skip(before)
                            .anyMatch(frame -> frame.get("users").size() == 1));
        }
    }

    @Test
    void openingSendsNoHistory() {
        Person ann = person();
        String room = ann.makeRoom("seedhistory");
        ann.say(room, "long ago");
        try (Connection socket = chat(ann, "seedhistory")) {
            socket.awaitType("user_list");
            socket.send("message", "now");
            socket.awaitType("new_message");
            assertThat(texts(socket)).containsExactly("now");
        }
    }

    @Test
    void unauthorizedClientIsNotifiedAndClosed() {
        Person ann = person();
        Person bob = person();
        ann.makeRoom("seedsecret", "private");
        for (String name : List.of("seedsecret", "nobody-made-this")) {
            Connection socket = chat(bob, name);
            socket.awaitType("forbidden_access");
            assertThat(socket.awaitClose()).isEqualTo(4503);
        }
    }

    @Test
    void unauthenticatedHandshakeIsRefused() {
        Person nobody = Person.visiting(server.url());
        assertThatThrownBy(() -> chat(nobody, "general"))
                .isInstanceOfSatisfying(
                        Connection.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
    }

    @Test
    void removedMemberIsClosedAndReceivesNothing() {
        Person ann = person();
        Person bob = person();
        String room = ann.makeRoom("seedremoved");
        Connection socket = chat(bob, "seedremoved");
        socket.awaitType("user_list");
        ann.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);
        ann.say(room, "he is gone");
        assertThat(socket.awaitClose()).isEqualTo(4503);
        assertThat(texts(socket)).isEmpty();
    }

    @Test
    void notificationUsesSessionsSenderAndPathsRoom() {
        Person ann = person();
        Person bob = person();
        ann.makeRoom("seednote");
        String other = ann.makeRoom("seedother");
        try (Connection ofAnn = ann.connect("/ws/notification/seednote", null);
                Connection ofBob = bob.connect("/ws/notification/seednote/", null)) {
            hears(ofAnn, ofAnn, "from Ann");
            hears(ofBob, ofBob, "from Bob");
            ofBob.send("message", "I am Ann", "room_name", "seedother", "sender", ann.username());
            JsonNode heard = ofAnn.await(
                    "the second",
                    frame -> frame.path("message").path("message").asString("").equals("I am Ann"));
            assertThat(heard.get("message").get("sender").asString()).isEqualTo(bob.username());
            assertThat(ann.get("/api/rooms/" + other + "/messages").json().get("messages"))
                    .isEmpty();
        }
    }

    /** The protocol does not report that a socket is open, so posts until the listener receives the text. */
    private static void hears(Connection speaker, Connection listener, String text) {
        speaker.send("message", text, "room_name", "seednote");
        listener.await(
                text,
                frame -> frame.path("message").path("message").asString("").equals(text));
    }

    @Test
    void invalidFrameIsRefusedAndSocketStaysOpen() {
        Person ann = person();
        ann.makeRoom("seedwrong");
        try (Connection socket = chat(ann, "seedwrong")) {
            socket.awaitType("user_list");
            List<String> wrong = List.of(
                    "{", "[]", "null", "{}", "{\"message\":5}", "{\"message\":{\"a\":1}}", "{\"message\":\"  \"}");
            wrong.forEach(socket::sendText);
            socket.sendBinary(new byte[] {1, 2, 3});
            socket.send("message", "x".repeat(4_001));
            socket.until("all are refused", () -> socket.frames("refused").size() == wrong.size() + 2);
            socket.send("message", "fine");
            socket.awaitType("new_message");
            assertThat(texts(socket)).containsExactly("fine");
        }
    }

    @Test
    void roomNameMayHaveLettersOfAnyScript() {
        Person ann = person();
        for (String name : List.of("café-général", "日本語の部屋", "a-b_c", "x".repeat(64))) {
            ann.makeRoom(name);
            try (Connection socket = chat(ann, name)) {
                socket.send("message", "hello " + name);
                socket.awaitType("new_message");
            }
        }
    }
}
