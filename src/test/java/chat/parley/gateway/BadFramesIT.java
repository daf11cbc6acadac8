package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever a client sends gets a typed answer, stores nothing, and leaves the socket as good as it was. */
class BadFramesIT {

    private static ParleyServer server;
    private static Person ann;
    private static String room;
    private Connection socket;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        ann = Person.signUp(server, "ann");
        room = ann.makeRoom("bad-frames");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void connect() {
        socket = ann.connect();
        socket.open(room);
    }

    @AfterEach
    void isAsGoodAsItWas() {
        assertThat(socket.ask("type", "ping").get("type").asString()).isEqualTo("pong");
        assertThat(ann.get("/api/rooms/" + room + "/messages").json().get("messages"))
                .isEmpty();
        socket.close();
    }

    private JsonNode refused(Object... frame) {
        JsonNode answer = socket.ask(frame);
        assertThat(answer.get("type").asString()).as(answer.toString()).isEqualTo("refused");
        return answer;
    }

    private static String code(JsonNode refused) {
        return refused.get("code").asString();
    }

    @Test
    void whatIsNoJsonObjectIsMalformed() {
        List<String> wrong =
                List.of("", " ", "{", "nonsense", "[]", "\"text\"", "5", "null", "{\"type\":\"ping\"", "\u0000");
        wrong.forEach(socket::sendText);
        socket.until("all are refused", () -> socket.frames("refused").size() == wrong.size());
        assertThat(socket.frames("refused"))
                .allSatisfy(frame -> assertThat(code(frame)).isIn("malformed", "unknown_type"));
    }

    @Test
    void aBinaryFrameIsMalformed() {
        socket.sendBinary("{\"type\":\"ping\"}".getBytes());
        assertThat(code(socket.awaitType("refused"))).isEqualTo("malformed");
    }

    @Test
    void anUnknownTypeIsSaidToBeOne() {
        assertThat(code(refused("type", "dance"))).isEqualTo("unknown_type");
        assertThat(code(refused("kind", "ping"))).isEqualTo("unknown_type");
        assertThat(code(refused("type", 5))).isEqualTo("unknown_type");
    }

    @Test
    void aWrongOrMissingFieldIsNamed() {
        assertThat(refused("type", "post", "room", room, "nonce", "n").toString())
                .contains("text");
        assertThat(refused("type", "post", "room", room, "nonce", "n", "text", 5)
                        .toString())
                .contains("text");
        assertThat(refused("type", "post", "room", List.of(), "nonce", "n", "text", "t")
                        .toString())
                .contains("room");
        assertThat(refused("type", "edit", "room", room, "seq", "one", "text", "t")
                        .toString())
                .contains("seq");
        assertThat(refused("type", "open", "room", room, "after", Map.of()).toString())
                .contains("after");
    }

    @Test
    void fieldThatIsNullCountsAsMissing() {
        for (String type : List.of("open", "close", "post", "edit", "delete", "react", "read", "typing")) {
            socket.sendText("{\"type\":\"" + type + "\",\"ref\":\"" + type + "\",\"room\":null,\"nonce\":\"n\","
                    + "\"text\":\"t\",\"seq\":1,\"emoji\":\"👍\",\"on\":true}");
        }
        socket.until("all are refused", () -> socket.frames("refused").size() == 8);
        assertThat(socket.frames("refused")).allSatisfy(frame -> {
            assertThat(code(frame)).isEqualTo("invalid");
            assertThat(frame.at("/errors/0/field").asString()).isEqualTo("room");
        });
    }

    @Test
    void refIsRepeatedAsItWasSent() {
        for (String ref : List.of("\"a\"", "7", "-0.5", "\"" + "x".repeat(256) + "\"", "12345678901234567890")) {
            socket.sendText("{\"type\":\"ping\",\"ref\":" + ref + "}");
            socket.until(
                    "is answered with " + ref,
                    () -> socket.frames("pong").stream()
                            .anyMatch(pong -> pong.path("ref").toString().equals(ref)));
        }
    }

    @Test
    void refThatCannotBeRepeatedIsRefused() {
        List<String> wrong = List.of(
                "true", "{}", "[1]", "1e400", "-1e400", "\"\\ud800\"", "\"" + "x".repeat(257) + "\"", "9".repeat(300));
        wrong.forEach(ref -> socket.sendText("{\"type\":\"ping\",\"ref\":" + ref + "}"));
        socket.until("all are refused", () -> socket.frames("refused").size() == wrong.size());
        assertThat(socket.frames("refused")).allSatisfy(frame -> {
            assertThat(code(frame)).isEqualTo("invalid");
            assertThat(frame.path("ref").isNull() || frame.path("ref").isMissingNode())
                    .isTrue();
        });
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(socket.ask("type", "ping", "colour", "blue").get("type").asString())
                .isEqualTo("pong");
    }

    @Test
    void blankAndOverLongTextsAreRefused() {
        assertThat(code(refused("type", "post", "room", room, "nonce", "n", "text", "")))
                .isEqualTo("text_blank");
        assertThat(code(refused("type", "post", "room", room, "nonce", "n", "text", " \n\t ")))
                .isEqualTo("text_blank");
        assertThat(code(refused("type", "post", "room", room, "nonce", "n", "text", "x".repeat(4_001))))
                .isEqualTo("text_too_long");
        assertThat(code(refused("type", "post", "room", room, "nonce", "n", "text", "a\u0000b")))
                .isEqualTo("text_invalid");
    }

    @Test
    void anUnpairedSurrogateIsRefused() {
        socket.sendText(
                "{\"type\":\"post\",\"ref\":1,\"room\":\"" + room + "\",\"nonce\":\"n\",\"text\":\"a\\ud800b\"}");
        assertThat(code(socket.awaitType("refused"))).isEqualTo("text_invalid");
    }

    @Test
    void aFrameOverItsBoundIsRefused() {
        socket.sendText("{\"type\":\"ping\",\"padding\":\"" + "x".repeat(64 * 1024) + "\"}");
        assertThat(code(socket.awaitType("refused"))).isEqualTo("frame_too_long");
        socket.sendText("x".repeat(900 * 1024));
        socket.until("two are refused", () -> socket.frames("refused").size() == 2);
    }

    @Test
    void roomsThatAreNotThereOrNotForOneAreAlike() {
        Person bob = Person.signUp(server, "bob");
        String secret = bob.makeRoom("secret", "private");
        for (String hidden :
                List.of(secret, "nosuchroom", "", "a b", "../..", "x".repeat(500), "'; drop table room; --")) {
            assertThat(code(refused("type", "open", "room", hidden))).as(hidden).isEqualTo("room_not_found");
            assertThat(code(refused("type", "post", "room", hidden, "nonce", "n", "text", "t")))
                    .as(hidden)
                    .isEqualTo("room_not_found");
        }
    }

    @Test
    void aMessageThatIsNotThereCanNeitherBeEditedNorDeletedNorAnswered() {
        for (long seq : List.of(0L, -1L, 1L, Long.MAX_VALUE)) {
            assertThat(code(refused("type", "edit", "room", room, "seq", seq, "text", "t")))
                    .isEqualTo("message_not_found");
            assertThat(code(refused("type", "delete", "room", room, "seq", seq)))
                    .isEqualTo("message_not_found");
            assertThat(code(refused("type", "post", "room", room, "nonce", "r" + seq, "text", "t", "reply_to", seq)))
                    .isEqualTo("message_not_found");
            assertThat(code(refused("type", "read", "room", room, "seq", seq))).isEqualTo("invalid");
        }
    }

    @Test
    void aNonceIsShortPlainText() {
        for (String nonce : List.of("", "x".repeat(65), "a\nb", "ünï")) {
            assertThat(code(refused("type", "post", "room", room, "nonce", nonce, "text", "t")))
                    .as(nonce)
                    .isEqualTo("invalid");
        }
    }

    @Test
    void tooManyOpenRoomsAreRefusedAndThoseThatAreOpenStayOpen() {
        for (int i = 1; i < 200; i++) {
            assertThat(socket.open(ann.makeRoom("many-" + i)).get("type").asString())
                    .isEqualTo("opened");
        }
        assertThat(code(refused("type", "open", "room", ann.makeRoom("many-200"))))
                .isEqualTo("too_many_rooms");
        assertThat(socket.open(room).get("type").asString()).isEqualTo("opened");
    }

    @Test
    void typingNeedsAnOpenRoom() {
        String other = ann.makeRoom("not-open");
        assertThat(code(refused("type", "typing", "room", other))).isEqualTo("not_open");
    }

    @Test
    void aHandshakeNeedsASessionAndThisSitesOrigin() {
        assertThatThrownBy(() -> Person.visiting(server.url()).connect()).satisfies(refused -> status(refused, 401));
        assertThatThrownBy(() ->
                        ann.connect("/ws", "parley.v1", headers -> headers.header("Origin", "https://evil.example")))
                .satisfies(refused -> status(refused, 403));
        assertThatThrownBy(() -> ann.connect("/ws", "parley.v1", headers -> headers))
                .satisfies(refused -> status(refused, 403));
    }

    private static void status(Throwable refused, int status) {
        assertThat(refused).isInstanceOf(Connection.Refused.class);
        assertThat(((Connection.Refused) refused).status()).isEqualTo(status);
    }
}
