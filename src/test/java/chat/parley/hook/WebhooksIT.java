package chat.parley.hook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Webhooks of a room, in both directions. */
class WebhooksIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static Receiver receiver;
    private static ParleyServer server;
    private static Person ada;
    private static Person bob;
    private static int count;

    private String room = "";

    @BeforeAll
    static void start() {
        receiver = new Receiver();
        server = ParleyServer.with()
                .property("parley.hub.tick", "200ms")
                .property("parley.followers.retry-delay", "50ms")
                .property("parley.followers.max-retry-delay", "200ms")
                .property("parley.egress.allow", "127.0.0.1")
                .property("parley.egress.ports", "80,443," + receiver.port())
                .start();
        ada = Person.signUp(server, "ada");
        bob = Person.signUp(server, "bob");
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.close();
    }

    @BeforeEach
    void makeRoom() {
        room = bob.makeRoom("room-" + ++count);
        receiver.answer(204);
        receiver.forget();
    }

    @Test
    void changesArriveSignedAndInOrder() {
        JsonNode hook = sending();
        bob.say(room, "one");
        bob.say(room, "two");

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one", "two"));
        for (Receiver.Delivery delivery : receiver.deliveries()) {
            JsonNode frame = delivery.json();
            assertThat(delivery.isSignedWith(hook.path("secret").asString())).isTrue();
            assertThat(delivery.id())
                    .isEqualTo(room + "/" + frame.path("revision").asLong());
            assertThat(frame.path("type").asString()).isEqualTo("changes");
            assertThat(frame.path("room").asString()).isEqualTo(room);
            assertThat(frame.path("after").asLong())
                    .isLessThan(frame.path("revision").asLong());
            assertThat(Instant.ofEpochSecond(delivery.timestamp()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        }
    }

    @Test
    void postsOfTheWebhookItselfAreNotSent() {
        JsonNode hook = sending();
        send(hook, "{\"text\":\"own\"}").expect(200);
        bob.say(room, "answer");

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("answer"));
    }

    @Test
    void repetitionAfterAFailureHasTheSameId() {
        sending();
        receiver.answer(500);
        bob.say(room, "text");
        eventually().until(() -> receiver.deliveries().size() > 1);
        bob.say(room, "later");
        receiver.answer(204);

        eventually().until(() -> receiver.texts().contains("later"));
        List<String> ids = receiver.deliveries().stream()
                .filter(delivery -> delivery.json().toString().contains("\"text\":\"text\""))
                .map(Receiver.Delivery::id)
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
    }

    @Test
    void bothFormsOfRetryAfterAreHonoured() {
        JsonNode hook = sending();
        receiver.answer(429, "3600");
        bob.say(room, "text");
        eventually().until(() -> state(hook).path("retry_in_seconds").asLong() > 3_000);

        bob.patch(path(hook), Map.of("paused", false)).expect(200);
        receiver.answer(
                503,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().plusSeconds(7_200).atOffset(ZoneOffset.UTC)));

        eventually().until(() -> state(hook).path("retry_in_seconds").asLong() > 6_000);
        assertThat(state(hook).path("last_error").asString()).contains("503");
    }

    @Test
    void goneReceiverPausesTheWebhookAndItsCreatorIsInformed() {
        JsonNode hook = sending();
        receiver.answer(410);
        bob.say(room, "text");

        eventually().until(() -> state(hook).path("paused_for").asString("").equals("gone"));
        JsonNode notice = newest(bob.post(
                        "/api/rooms/direct",
                        Map.of("usernames", List.of(hook.path("username").asString())))
                .json()
                .path("id")
                .asString());
        assertThat(notice.path("author").asString())
                .isEqualTo(hook.path("username").asString());
        assertThat(notice.path("text").asString()).contains("**Bridge** was paused", "wants no more");
    }

    @Test
    void failingWebhookIsPausedAndContinuesWhereItWas() {
        JsonNode hook = sending();
        receiver.answer(500);
        bob.say(room, "text");
        eventually().until(() -> state(hook).path("failures").asInt() > 0);
        server.bean(DatabaseClient.class)
                .sql("update follower set failing_since = 1")
                .then()
                .block(LIMIT);
        eventually().until(() -> state(hook).path("paused_for").asString("").equals("failing"));
        receiver.answer(204);
        receiver.forget();

        bob.patch(path(hook), Map.of("paused", false)).expect(200);

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("text"));
    }

    @Test
    void replayAndSkip() {
        JsonNode hook = sending();
        long start = state(hook).path("revision").asLong();
        bob.say(room, "one");
        eventually().until(() -> receiver.texts().size() == 1);

        bob.post(path(hook) + "/replay", Map.of("after", start)).expect(200);
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one", "one"));

        bob.patch(path(hook), Map.of("paused", true)).expect(200);
        bob.say(room, "skipped");
        bob.post(path(hook) + "/skip", Map.of()).expect(200);
        bob.patch(path(hook), Map.of("paused", false)).expect(200);
        bob.say(room, "two");
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one", "one", "two"));
    }

    @Test
    void privateAddressIsRefused() {
        assertThat(create(Map.of("name", "x", "url", "http://10.0.0.1/"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        create(Map.of("name", "x", "url", "ftp://example.org/")).expect(400);
    }

    @Test
    void postAppearsUnderTheWebhooksName() {
        JsonNode hook = create(Map.of("name", "Alertmanager")).expect(201).json();
        Answer answer = send(hook, "{\"text\":\"*disk* full <https://example.org|more>\"}")
                .expect(200);

        assertThat(answer.text()).isEqualTo("ok");
        JsonNode message = newest();
        assertThat(message.path("author").asString())
                .isEqualTo(hook.path("username").asString());
        assertThat(message.path("text").asString()).isEqualTo("**disk** full [more](https://example.org)");
        assertThat(bob.get("/api/rooms/" + room + "/members").json().toString())
                .contains("\"display_name\":\"Alertmanager\"");
        assertThat(hook.path("post_url").asString())
                .endsWith("/hooks/" + hook.path("token").asString());
    }

    @Test
    void answersDependOnTheForm() {
        JsonNode hook = receiving();
        send(hook, "{\"content\":\"discord\"}").expect(204);
        assertThat(send(hook, "{\"content\":\"discord two\"}", "?wait=true")
                        .expect(200)
                        .json()
                        .path("content")
                        .asString())
                .isEqualTo("discord two");
        assertThat(send(hook, "{\"text\":\"parley\",\"nonce\":\"n\"}")
                        .expect(201)
                        .json()
                        .path("seq")
                        .asLong())
                .isPositive();
    }

    @Test
    void repetitionStoresNothing() {
        JsonNode hook = receiving();
        long before = newest().path("seq").asLong();
        send(hook, "{\"text\":\"same\"}").expect(200);
        send(hook, "{\"text\":\"same\"}").expect(200);
        assertThat(newest().path("seq").asLong()).isEqualTo(before + 1);

        Person program = Person.visiting(server.url());
        for (String text : List.of("a", "a")) {
            program.send(program.request("/hooks/" + hook.path("token").asString())
                            .header("Idempotency-Key", "k1")
                            .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}")))
                    .expect(200);
        }
        assertThat(newest().path("seq").asLong()).isEqualTo(before + 2);
    }

    @Test
    void refusals() {
        JsonNode hook = receiving();
        String token = hook.path("token").asString();
        assertThat(send(hook, "not json").expect(400).code()).isEqualTo("malformed");
        assertThat(send(hook, "{}").expect(400).code()).isEqualTo("text_blank");
        assertThat(send(hook, "{\"attachments\":[{\"color\":\"red\"}]}")
                        .expect(400)
                        .code())
                .isEqualTo("text_blank");
        assertThat(send(hook, "{\"text\":\"@here\",\"nonce\":\"x\"}")
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        assertThat(send(hook, "{\"text\":\"" + "x".repeat(70_000) + "\"}")
                        .expect(413)
                        .code())
                .isEqualTo("body_too_long");
        assertThat(post(swapCase(token), "{\"text\":\"x\"}").expect(404).code()).isEqualTo("not_found");
        assertThat(post("nothing", "{\"text\":\"x\"}").expect(404).code()).isEqualTo("not_found");

        bob.delete("/api/rooms/" + room).expect(204);
        assertThat(send(hook, "{\"text\":\"archived\"}").expect(409).code()).isEqualTo("room_archived");
    }

    @Test
    void deletedWebhookIsGone() {
        JsonNode hook = sending();
        bob.delete(path(hook)).expect(204);

        send(hook, "{\"text\":\"x\"}").expect(404);
        bob.delete(path(hook)).expect(404);
        bob.say(room, "unsent");
        JsonNode other = sending();
        bob.say(room, "sent");
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("sent"));
        assertThat(other.path("username").asString())
                .isNotEqualTo(hook.path("username").asString());
    }

    @Test
    void onlyTheOwnerManagesWebhooks() {
        Person carl = Person.signUp(server, "carl" + ++count).join(room);
        carl.post("/api/rooms/" + room + "/hooks", Map.of("name", "x")).expect(403);
        carl.get("/api/rooms/" + room + "/hooks").expect(403);
        JsonNode hook = receiving();
        carl.delete(path(hook)).expect(403);
        String secretRoom = bob.makeRoom("secret-" + count, "private");
        carl.get("/api/rooms/" + secretRoom + "/hooks").expect(404);
    }

    @Test
    void botOfARefusedNameIsDisabled() {
        create(Map.of("name", "Administrator")).expect(400);

        JsonNode accounts = ada.get("/api/admin/accounts?query=administrator-bot")
                .expect(200)
                .json()
                .path("accounts");
        assertThat(accounts)
                .isNotEmpty()
                .allSatisfy(account ->
                        assertThat(account.path("disabled_at").isNull()).isFalse());
    }

    @Test
    void administratorsSeeAndChangeAllWebhooks() {
        JsonNode hook = sending();
        String path = "/api/admin/hooks/" + hook.path("id").asLong();
        assertThat(ada.get("/api/admin/hooks").expect(200).json().toString())
                .contains(hook.path("username").asString());
        ada.patch(path, Map.of("paused", true)).expect(200);
        assertThat(state(hook).path("paused_for").asString()).isEqualTo("requested");
        ada.post(path + "/skip", Map.of()).expect(200);
        ada.delete(path).expect(204);
        bob.get("/api/admin/hooks").expect(403);
        assertThat(ada.get("/api/admin/audit").json().toString()).contains("hook_deleted");
    }

    @Test
    void mentionOfEverybodyNeedsPermission() {
        JsonNode hook = create(Map.of("name", "Loud", "mentions_here", true))
                .expect(201)
                .json();
        send(hook, "{\"text\":\"<!here> fire\"}").expect(200);
        assertThat(newest().path("here").asBoolean()).isTrue();

        bob.patch(path(hook), Map.of("mentions_here", false)).expect(200);
        send(hook, "{\"text\":\"<!here> fire again\"}").expect(200);
        assertThat(newest().path("here").asBoolean()).isFalse();
    }

    private JsonNode sending() {
        return create(Map.of("name", "Bridge", "url", receiver.url()))
                .expect(201)
                .json();
    }

    private JsonNode receiving() {
        return create(Map.of("name", "Builds")).expect(201).json();
    }

    private Answer create(Map<String, Object> form) {
        return bob.post("/api/rooms/" + room + "/hooks", form);
    }

    private String path(JsonNode hook) {
        return "/api/rooms/" + room + "/hooks/" + hook.path("id").asLong();
    }

    private JsonNode state(JsonNode hook) {
        return bob.get("/api/rooms/" + room + "/hooks")
                .expect(200)
                .json()
                .path("hooks")
                .valueStream()
                .filter(listed -> listed.path("id").asLong() == hook.path("id").asLong())
                .findFirst()
                .orElseThrow()
                .path("sending");
    }

    private JsonNode newest() {
        return newest(room);
    }

    private static JsonNode newest(String room) {
        JsonNode messages =
                bob.get("/api/rooms/" + room + "/messages").expect(200).json().path("messages");
        return messages.path(messages.size() - 1);
    }

    private static Answer send(JsonNode hook, String body) {
        return send(hook, body, "");
    }

    private static Answer send(JsonNode hook, String body, String query) {
        return post(hook.path("token").asString() + query, body);
    }

    /** Sends without a session, a CSRF token and a content type, as a program does. */
    private static Answer post(String token, String body) {
        Person program = Person.visiting(server.url());
        return program.send(program.request("/hooks/" + token).POST(BodyPublishers.ofString(body)));
    }

    private static String swapCase(String token) {
        String upper = token.toUpperCase(java.util.Locale.ROOT);
        return upper.equals(token) ? token.toLowerCase(java.util.Locale.ROOT) : upper;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
