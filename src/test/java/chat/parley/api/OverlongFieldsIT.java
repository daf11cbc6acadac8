package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Overlong text is refused by its length before any expensive processing. */
class OverlongFieldsIT {

    private static final int ATTACKERS = 8;
    /**
     * Almost the longest body. Normalization moves every second mark to the front of all before it, which takes
     * quadratic time.
     */
    private static final String MARKS = "a" + "\u0345\u0334".repeat(15_900);
    /** Almost the longest path. */
    private static final String PATH = URLEncoder.encode("a" + "\u0345\u0334".repeat(250), StandardCharsets.UTF_8);

    private static ParleyServer server;
    private static Person owner;
    private static String room;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.guests.enabled", "true").start();
        owner = Person.signUp(server, "owner");
        room = owner.makeRoom("room");
        Person.signUp(server, "other").join(room);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyFieldIsRefusedByItsLength() {
        String inRoom = "/api/rooms/" + room;
        assertCode("too_long", owner.post("/api/accounts", Map.of("username", MARKS, "password", Person.PASSWORD)));
        assertCode("too_long", owner.post("/api/accounts", Map.of("username", "fresh", "password", MARKS)));
        assertCode("too_long", owner.post("/api/session/guest", Map.of("username", MARKS)));
        assertCode("too_long", owner.patch("/api/account", Map.of("display_name", MARKS)));
        assertCode("too_long", owner.post("/api/account/tokens", Map.of("name", MARKS, "scopes", List.of("read"))));
        assertCode(
                "too_long",
                owner.put("/api/account/password", Map.of("current", Person.PASSWORD, "replacement", MARKS)));
        assertCode("name_too_long", owner.post("/api/rooms", Map.of("name", MARKS)));
        assertCode("title_too_long", owner.post("/api/rooms", Map.of("name", "fresh", "title", MARKS)));
        assertCode("topic_too_long", owner.patch(inRoom, Map.of("topic", MARKS)));
        assertCode("reason_too_long", owner.put(inRoom + "/bans/other", Map.of("reason", MARKS)));
        assertCode("notify_invalid", owner.put(inRoom + "/preferences", Map.of("notify", MARKS)));
        assertCode("role_invalid", owner.put(inRoom + "/members/other", Map.of("role", MARKS)));
        assertCode("invalid", owner.post(inRoom + "/messages", Map.of("nonce", MARKS, "text", "t")));
        assertCode("invalid", owner.put(inRoom + "/messages/1/reactions/" + PATH, ""));
        refused(400, "text_too_long", owner.post(inRoom + "/messages", Map.of("nonce", "n", "text", MARKS)));
        refused(401, "bad_credentials", owner.post("/api/session", Map.of("username", MARKS, "password", "p")));
        refused(401, "bad_credentials", owner.post("/api/session", Map.of("username", "owner", "password", MARKS)));
        refused(404, "account_not_found", owner.post("/api/rooms/direct", Map.of("usernames", List.of(MARKS))));
        refused(404, "account_not_found", owner.put(inRoom + "/members/" + PATH, Map.of()));
        refused(404, "room_not_found", owner.get("/api/rooms/by-name/" + PATH));
        refused(404, "room_not_found", owner.get("/api/rooms/by-name/@" + PATH));
        refused(404, "invite_invalid", owner.get("/api/invites/" + PATH));
        refused(404, "reset_invalid", owner.get("/api/password-resets/" + PATH));
        refused(400, "query_invalid", owner.get("/api/search?query=from:" + PATH));
        refused(400, "invalid", owner.get("/api/rooms?query=" + PATH));
        refused(400, "invalid", owner.get("/api/accounts?query=" + PATH));
    }

    @Test
    void everyFieldOfAFrameIsRefusedByItsLength() {
        try (Connection socket = owner.connect()) {
            socket.open(room);
            assertThat(code(socket, "type", "post", "room", room, "nonce", "n", "text", MARKS))
                    .isEqualTo("text_too_long");
            assertThat(code(socket, "type", "post", "room", room, "nonce", MARKS, "text", "t"))
                    .isEqualTo("invalid");
            assertThat(code(socket, "type", "post", "room", MARKS, "nonce", "n", "text", "t"))
                    .isEqualTo("room_not_found");
            assertThat(code(socket, "type", "react", "room", room, "seq", 1, "emoji", MARKS, "on", true))
                    .isEqualTo("invalid");
        }
    }

    @Test
    void othersAreAnsweredQuicklyWhileEightClientsSendOverlongNames() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
        try {
            IntStream.range(0, ATTACKERS)
                    .forEach(i -> attackers.submit(() -> {
                        Person visitor = Person.visiting(server.url());
                        while (!over.get()) {
                            visitor.post("/api/session/guest", Map.of("username", MARKS))
                                    .expect(400);
                        }
                    }));
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                long began = System.nanoTime();
                owner.get("/api/session").expect(200);
                millis.add((System.nanoTime() - began) / 1_000_000);
            }
            Collections.sort(millis);

            assertThat(millis.get(millis.size() / 2))
                    .as("median of %s ms", millis)
                    .isLessThan(250);
        } finally {
            over.set(true);
            attackers.shutdownNow();
        }
    }

    private static String code(Connection socket, Object... frame) {
        return socket.ask(frame).path("code").asString();
    }

    private static void assertCode(String code, Answer answer) {
        refused(400, "invalid", answer);
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo(code);
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.expect(status).code()).isEqualTo(code);
    }
}
