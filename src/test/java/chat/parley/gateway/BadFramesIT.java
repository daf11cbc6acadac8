package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import io.r2dbc.pool.ConnectionPool;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Invalid input gets a typed answer, stores nothing and leaves the socket usable. */
class BadFramesIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

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
    void nonObjectJsonIsMalformed() {
        List<String> wrong =
                List.of("", " ", "{", "nonsense", "[]", "\"text\"", "5", "null", "{\"type\":\"ping\"", "\u0000");
        wrong.forEach(socket::sendText);
        socket.until("all are refused", () -> socket.frames("refused").size() == wrong.size());
        assertThat(socket.frames("refused"))
                .allSatisfy(frame -> assertThat(code(frame)).isIn("malformed", "unknown_type"));
    }

    @Test
    void frameWithDuplicateKeyIsMalformed() {
        List<String> wrong = List.of(
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"x\":1,\"x\":1}",
                "{\"type\":\"ping\",\"x\":{\"y\":[{\"z\":1,\"z\":2}]}}",
                "{\"x\":{\"z\":1,\"z\":2},\"type\":\"ping\"}",
                "{\"type\":\"post\",\"room\":\"" + room + "\",\"nonce\":\"n\",\"text\":\"a\",\"text\":\"b\"}",
                "{\"type\":\"post\",\"room\":\"" + room + "\",\"nonce\":\"n\",\"text\":\"a\",\"te\\u0078t\":\"b\"}");
        wrong.forEach(socket::sendText);
        socket.until("all are refused", () -> socket.frames("refused").size() == wrong.size());
        assertThat(socket.frames("refused"))
                .allSatisfy(frame -> assertThat(code(frame)).isEqualTo("malformed"));
    }

    @Test
    void binaryFrameIsMalformed() {
        socket.sendBinary("{\"type\":\"ping\"}".getBytes());
        assertThat(code(socket.awaitType("refused"))).isEqualTo("malformed");
    }

    @Test
    void unknownTypeIsReported() {
        assertThat(code(refused("type", "dance"))).isEqualTo("unknown_type");
        assertThat(code(refused("kind", "ping"))).isEqualTo("unknown_type");
        assertThat(code(refused("type", 5))).isEqualTo("unknown_type");
    }

    @Test
    void invalidOrMissingFieldIsNamed() {
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
    void nullFieldCountsAsMissing() {
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
    void blankAndOverlongTextsAreRefused() {
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
    void unpairedSurrogateIsRefused() {
        socket.sendText(
                "{\"type\":\"post\",\"ref\":1,\"room\":\"" + room + "\",\"nonce\":\"n\",\"text\":\"a\\ud800b\"}");
        assertThat(code(socket.awaitType("refused"))).isEqualTo("text_invalid");
    }

    @Test
    void overlongFrameIsRefused() {
        socket.sendText(ping("in-time", 64 * 1024));
        assertThat(socket.awaitType("pong").get("ref").asString()).isEqualTo("in-time");
        socket.sendText(ping("too-long", 64 * 1024 + 1));
        assertThat(code(socket.awaitType("refused"))).isEqualTo("frame_too_long");
        socket.sendText(ping("far-too-long", 1024 * 1024));
        socket.until("two are refused", () -> socket.frames("refused").size() == 2);
    }

    @Test
    void frameLongerThanOneMebibyteEndsItsSocket() {
        try (RawSocket raw = RawSocket.webSocket(ann)) {
            raw.offer(RawSocket.text(ping("huge", 1024 * 1024 + 1)), LIMIT);
            assertThat(raw.isClosedWithin(LIMIT)).isTrue();
        }
    }

    @Test
    void unfinishedFragmentsOfMoreThanOneMebibyteEndTheirSocket() {
        byte[] part = new byte[64 * 1024];
        Arrays.fill(part, (byte) 'x');
        try (RawSocket raw = RawSocket.webSocket(ann)) {
            raw.send(RawSocket.frame(RawSocket.TEXT, false, part));
            raw.send(RawSocket.times(14, RawSocket.frame(RawSocket.CONTINUATION, false, part)));
            raw.send(RawSocket.frame(RawSocket.CONTINUATION, true, new byte[0]));
            assertThat(raw.nextText("refused")).contains("frame_too_long");

            raw.send(RawSocket.frame(RawSocket.TEXT, false, part));
            raw.offer(RawSocket.times(16, RawSocket.frame(RawSocket.CONTINUATION, false, part)), LIMIT);
            assertThat(raw.isClosedWithin(LIMIT)).isTrue();
        }
    }

    private static String ping(String ref, int length) {
        String start = "{\"type\":\"ping\",\"ref\":\"" + ref + "\",\"padding\":\"";
        return start + "x".repeat(length - start.length() - 2) + "\"}";
    }

    /** Posts to a room whose row is locked stay unanswered. */
    @Test
    void frameAfterThirtyTwoUnansweredOnesWaits() {
        String busy = ann.makeRoom("busy");
        io.r2dbc.spi.Connection outside = Objects.requireNonNull(
                server.bean(ConnectionPool.class).create().block(LIMIT));
        Mono.from(outside.beginTransaction())
                .thenMany(outside.createStatement("select id from room where id = '" + busy + "' for update")
                        .execute())
                .flatMap(result -> result.map(row -> row.get(0)))
                .blockLast(LIMIT);
        try {
            IntStream.rangeClosed(1, 31).forEach(i -> post(busy, i));
            assertThat(socket.ask("type", "ping").get("type").asString()).isEqualTo("pong");

            post(busy, 32);
            socket.send("type", "ping", "ref", "waits");
            try (Connection other = ann.connect()) {
                IntStream.range(0, 20).forEach(i -> other.ask("type", "ping"));
            }
        } finally {
            Mono.from(outside.rollbackTransaction())
                    .then(Mono.from(outside.close()))
                    .block(LIMIT);
        }
        socket.await("the answer to the last frame", frame -> ref(frame).equals("waits"));
        List<String> refs = socket.frames().stream().map(BadFramesIT::ref).toList();
        assertThat(refs.subList(0, refs.indexOf("waits"))).anyMatch(ref -> ref.startsWith("post-"));
    }

    private void post(String busy, int number) {
        socket.send(
                "type", "post", "ref", "post-" + number, "room", busy, "nonce", "n" + number, "text", "text " + number);
    }

    private static String ref(JsonNode frame) {
        return frame.path("ref").asString("");
    }

    @Test
    void missingAndForbiddenRoomsAreIndistinguishable() {
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
    void missingMessageCannotBeEditedDeletedOrRepliedTo() {
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
    void nonceMustBeShortPlainText() {
        for (String nonce : List.of("", "x".repeat(65), "a\nb", "ünï")) {
            assertThat(code(refused("type", "post", "room", room, "nonce", nonce, "text", "t")))
                    .as(nonce)
                    .isEqualTo("invalid");
        }
    }

    @Test
    void openBeyondRoomLimitIsRefusedAndOpenRoomsStayOpen() {
        for (int i = 1; i < 200; i++) {
            assertThat(socket.open(ann.makeRoom("many-" + i)).get("type").asString())
                    .isEqualTo("opened");
        }
        assertThat(code(refused("type", "open", "room", ann.makeRoom("many-200"))))
                .isEqualTo("too_many_rooms");
        assertThat(socket.open(room).get("type").asString()).isEqualTo("opened");
    }

    @Test
    void typingRequiresOpenRoom() {
        String other = ann.makeRoom("not-open");
        assertThat(code(refused("type", "typing", "room", other))).isEqualTo("not_open");
    }

    @Test
    void handshakeRequiresSessionAndSameOrigin() {
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

    @Test
    void messageWithTooManyFragmentsEndsSocket() {
        try (RawSocket raw = RawSocket.webSocket(ann)) {
            raw.send(fragments(1000, "{\"type\":\"ping\",\"ref\":\"in-time\"}"));
            assertThat(raw.nextText("in-time")).contains("pong");

            raw.send(fragments(1001, "{\"type\":\"ping\",\"ref\":\"too-many\"}"));
            assertThat(raw.isClosedWithin(LIMIT)).isTrue();
        }
    }

    /** Returns a message followed by empty fragments, the last of which ends it. */
    private static byte[] fragments(int count, String message) {
        byte[] nothing = new byte[0];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(RawSocket.frame(RawSocket.TEXT, false, message.getBytes(StandardCharsets.UTF_8)));
        all.writeBytes(RawSocket.times(count - 2, RawSocket.frame(RawSocket.CONTINUATION, false, nothing)));
        all.writeBytes(RawSocket.frame(RawSocket.CONTINUATION, true, nothing));
        return all.toByteArray();
    }

    @Test
    void unsupportedWebSocketVersionIsAnsweredWithSupportedOne() {
        for (String version : List.of("0", "8", "14", "x")) {
            try (RawSocket raw = RawSocket.connect(server.url())) {
                raw.send(RawSocket.upgrade(ann)
                        .replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: " + version));
                assertThat(raw.readHead()).startsWith("HTTP/1.1 426").containsIgnoringCase("Sec-WebSocket-Version: 13");
            }
        }
    }
}
