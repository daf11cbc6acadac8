package chat.parley.webhook;

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
import java.util.Objects;
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
    private static Receiver prompt;
    private static ParleyServer server;
    private static Person ada;
    private static Person bob;
    private static int count;

    private String room = "";

    @BeforeAll
    static void start() {
        receiver = new Receiver();
        prompt = new Receiver();
        server = ParleyServer.with()
                .property("parley.hub.tick", "200ms")
                .property("parley.limits.rooms", "1000 per 1s, burst 1000")
                .property("parley.followers.retry-delay", "50ms")
                .property("parley.followers.max-retry-delay", "200ms")
                .property("parley.egress.allow", "127.0.0.1")
                .property("parley.egress.ports", "80,443," + receiver.port() + "," + prompt.port())
                .start();
        ada = Person.signUp(server, "ada");
        bob = Person.signUp(server, "bob");
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.close();
        prompt.close();
    }

    @BeforeEach
    void makeRoom() {
        room = bob.makeRoom("room-" + ++count);
        receiver.answer(204);
        receiver.forget();
    }

    @Test
    void changesArriveSignedAndInOrder() {
        JsonNode webhook = sending();
        bob.say(room, "one");
        bob.say(room, "two");

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one", "two"));
        for (Receiver.Delivery delivery : receiver.deliveries()) {
            JsonNode frame = delivery.json();
            assertThat(delivery.isSignedWith(webhook.path("secret").asString())).isTrue();
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
        JsonNode webhook = sending();
        send(webhook, "{\"text\":\"own\"}").expect(200);
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
        JsonNode webhook = sending();
        receiver.answer(429, "3600");
        bob.say(room, "text");
        eventually().until(() -> state(webhook).path("retry_in_seconds").asLong() > 3_000);

        bob.patch(path(webhook), Map.of("paused", false)).expect(200);
        receiver.answer(
                503,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().plusSeconds(7_200).atOffset(ZoneOffset.UTC)));

        eventually().until(() -> state(webhook).path("retry_in_seconds").asLong() > 6_000);
        assertThat(state(webhook).path("last_error").asString()).contains("503");
    }

    @Test
    void goneReceiverPausesTheWebhookAndItsCreatorIsInformed() {
        JsonNode webhook = sending();
        receiver.answer(410);
        bob.say(room, "text");

        eventually().until(() -> state(webhook).path("paused_for").asString("").equals("gone"));
        JsonNode notice = newest(bob.post(
                        "/api/rooms/direct",
                        Map.of("usernames", List.of(webhook.path("username").asString())))
                .json()
                .path("id")
                .asString());
        assertThat(notice.path("author").asString())
                .isEqualTo(webhook.path("username").asString());
        assertThat(notice.path("text").asString()).contains("**Bridge** was paused", "wants no more");
    }

    @Test
    void failingWebhookIsPausedAndContinuesWhereItWas() {
        JsonNode webhook = sending();
        receiver.answer(500);
        bob.say(room, "text");
        eventually().until(() -> state(webhook).path("failures").asInt() > 0);
        server.bean(DatabaseClient.class)
                .sql("update follower set failing_since = 1")
                .then()
                .block(LIMIT);
        eventually().until(() -> state(webhook).path("paused_for").asString("").equals("failing"));
        receiver.answer(204);
        receiver.forget();

        bob.patch(path(webhook), Map.of("paused", false)).expect(200);

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("text"));
    }

    @Test
    void replayAndSkip() {
        JsonNode webhook = sending();
        long start = state(webhook).path("revision").asLong();
        bob.say(room, "one");
        eventually().until(() -> receiver.texts().size() == 1);

        bob.post(path(webhook) + "/replay", Map.of("after", start)).expect(200);
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one", "one"));

        bob.patch(path(webhook), Map.of("paused", true)).expect(200);
        bob.say(room, "skipped");
        bob.post(path(webhook) + "/skip", Map.of()).expect(200);
        bob.patch(path(webhook), Map.of("paused", false)).expect(200);
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
        JsonNode webhook = create(Map.of("name", "Alertmanager")).expect(201).json();
        Answer answer = send(webhook, "{\"text\":\"*disk* full <https://example.org|more>\"}")
                .expect(200);

        assertThat(answer.text()).isEqualTo("ok");
        JsonNode message = newest();
        assertThat(message.path("author").asString())
                .isEqualTo(webhook.path("username").asString());
        assertThat(message.path("text").asString()).isEqualTo("**disk** full [more](https://example.org)");
        assertThat(bob.get("/api/rooms/" + room + "/members").json().toString())
                .contains("\"display_name\":\"Alertmanager\"");
        assertThat(webhook.path("post_url").asString())
                .endsWith("/hooks/" + webhook.path("token").asString());
    }

    @Test
    void answersDependOnTheForm() {
        JsonNode webhook = receiving();
        send(webhook, "{\"content\":\"discord\"}").expect(204);
        assertThat(send(webhook, "{\"content\":\"discord two\"}", "?wait=true")
                        .expect(200)
                        .json()
                        .path("content")
                        .asString())
                .isEqualTo("discord two");
        assertThat(send(webhook, "{\"text\":\"parley\",\"nonce\":\"n\"}")
                        .expect(201)
                        .json()
                        .path("seq")
                        .asLong())
                .isPositive();
    }

    @Test
    void repetitionStoresNothing() {
        JsonNode webhook = receiving();
        long before = newest().path("seq").asLong();
        send(webhook, "{\"text\":\"same\"}").expect(200);
        send(webhook, "{\"text\":\"same\"}").expect(200);
        assertThat(newest().path("seq").asLong()).isEqualTo(before + 1);

        Person program = Person.visiting(server.url());
        for (String text : List.of("a", "a")) {
            program.send(program.request("/hooks/" + webhook.path("token").asString())
                            .header("Idempotency-Key", "k1")
                            .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}")))
                    .expect(200);
        }
        assertThat(newest().path("seq").asLong()).isEqualTo(before + 2);
    }

    @Test
    void refusals() {
        JsonNode webhook = receiving();
        String token = webhook.path("token").asString();
        assertThat(send(webhook, "not json").expect(400).code()).isEqualTo("malformed");
        assertThat(send(webhook, "{\"nonce\":\"n\",\"text\":\"a\",\"text\":\"b\"}")
                        .expect(400)
                        .code())
                .isEqualTo("malformed");
        assertThat(send(webhook, "{}").expect(400).code()).isEqualTo("text_blank");
        assertThat(send(webhook, "{\"attachments\":[{\"color\":\"red\"}]}")
                        .expect(400)
                        .code())
                .isEqualTo("text_blank");
        assertThat(send(webhook, "{\"text\":\"@here\",\"nonce\":\"x\"}")
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        assertThat(send(webhook, "{\"text\":\"" + "x".repeat(70_000) + "\"}")
                        .expect(413)
                        .code())
                .isEqualTo("body_too_long");
        assertThat(post(swapCase(token), "{\"text\":\"x\"}").expect(404).code()).isEqualTo("not_found");
        assertThat(post("nothing", "{\"text\":\"x\"}").expect(404).code()).isEqualTo("not_found");

        bob.delete("/api/rooms/" + room).expect(204);
        assertThat(send(webhook, "{\"text\":\"archived\"}").expect(409).code()).isEqualTo("room_archived");
    }

    @Test
    void deletedWebhookIsGone() {
        JsonNode webhook = sending();
        bob.delete(path(webhook)).expect(204);

        send(webhook, "{\"text\":\"x\"}").expect(404);
        bob.delete(path(webhook)).expect(404);
        bob.say(room, "unsent");
        JsonNode other = sending();
        bob.say(room, "sent");
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("sent"));
        assertThat(other.path("username").asString())
                .isNotEqualTo(webhook.path("username").asString());
    }

    @Test
    void onlyTheOwnerManagesWebhooks() {
        Person carl = Person.signUp(server, "carl" + ++count).join(room);
        carl.post("/api/rooms/" + room + "/hooks", Map.of("name", "x")).expect(403);
        carl.get("/api/rooms/" + room + "/hooks").expect(403);
        JsonNode webhook = receiving();
        carl.delete(path(webhook)).expect(403);
        String secretRoom = bob.makeRoom("secret-" + count, "private");
        carl.get("/api/rooms/" + secretRoom + "/hooks").expect(404);
    }

    /** More requests wait for the silent host than followers have turns. */
    @Test
    void silentReceiverDelaysNobodyElse() {
        receiver.hold();
        List<String> rooms = List.of(bob.makeRoom("silent-a-" + count), bob.makeRoom("silent-b-" + count));
        for (String silent : rooms) {
            for (int i = 0; i < 20; i++) {
                bob.post(
                                "/api/rooms/" + silent + "/hooks",
                                Map.of("name", "Silent " + i, "url", receiver.url() + "/" + i))
                        .expect(201);
            }
        }
        String other = ada.makeRoom("prompt-" + count);
        ada.post(
                        "/api/rooms/" + other + "/hooks",
                        Map.of("name", "Prompt", "url", prompt.url().replace("127.0.0.1", "localhost")))
                .expect(201);
        rooms.forEach(silent -> bob.say(silent, "text"));
        eventually().until(() -> receiver.deliveries().size() >= 16);

        ada.say(other, "for the prompt one");

        eventually().untilAsserted(() -> assertThat(prompt.texts()).containsExactly("for the prompt one"));
        // Each of them lasts ten seconds
        assertThat(receiver.mostWithin(Duration.ofSeconds(5))).isEqualTo(16);
        receiver.release();
    }

    @Test
    void refusedWebhookLeavesNothingBehind() {
        create(Map.of("name", "Left behind")).expect(201);
        for (int i = 1; i < 20; i++) {
            create(Map.of("name", "Build " + i)).expect(201);
        }
        long before = rows();

        create(Map.of("name", "Administrator")).expect(400);
        create(Map.of("name", "\u202e")).expect(400);
        create(Map.of("name", "L\u0435ft behind")).expect(400);
        create(Map.of("name", "Overlong", "url", "http://127.0.0.1:1/")).expect(400);
        assertThat(create(Map.of("name", "One too many", "url", receiver.url()))
                        .expect(400)
                        .text())
                .contains("too_many");
        room = bob.makeRoom("archive-" + count);
        bob.delete("/api/rooms/" + room).expect(204);
        create(Map.of("name", "Late", "url", receiver.url())).expect(409);

        assertThat(rows()).isEqualTo(before);
    }

    /** The number of accounts, webhooks and followers. */
    private static long rows() {
        return Objects.requireNonNull(server.bean(DatabaseClient.class)
                .sql("select (select count(*) from account) + (select count(*) from hook)"
                        + " + (select count(*) from follower)")
                .mapValue(Long.class)
                .one()
                .block(LIMIT));
    }

    /** Each change was read before the other one was stored. */
    @Test
    void concurrentChangesDoNotOverwriteEachOther() {
        JsonNode created = sending();
        WebhookService webhooks = server.bean(WebhookService.class);
        Webhook stale = Objects.requireNonNull(
                webhooks.find(created.path("id").asLong()).block(LIMIT));
        String url = receiver.url() + "/other";

        for (WebhookForm form : List.of(
                new WebhookForm("Renamed", null, null, null),
                new WebhookForm(null, url, null, null),
                new WebhookForm(null, null, true, null),
                new WebhookForm(null, null, null, true))) {
            webhooks.change(stale, form, stale.bot()).block(LIMIT);
        }

        JsonNode changed = listed(created);
        assertThat(changed.path("name").asString()).isEqualTo("Renamed");
        assertThat(changed.path("url").asString()).isEqualTo(url);
        assertThat(changed.path("mentions_here").asBoolean()).isTrue();
        assertThat(changed.path("sending").path("paused_for").asString()).isEqualTo("requested");
    }

    /** The answer of the former receiver arrives after the change. */
    @Test
    void answerOfTheFormerReceiverDoesNotPauseTheWebhook() {
        JsonNode webhook = sending();
        receiver.answer(410);
        receiver.hold();
        bob.say(room, "text");
        eventually().until(() -> receiver.texts().contains("text"));

        receiver.answer(204);
        bob.patch(path(webhook), Map.of("url", receiver.url() + "/new")).expect(200);
        receiver.release();

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("text", "text"));
        eventually().until(() -> state(webhook).path("lag").asLong() == 0);
        assertThat(state(webhook).path("paused_at").isNull()).isTrue();
    }

    @Test
    void onlyTokensThatMayManageSeeUrls() {
        JsonNode webhook = create(Map.of("name", "Bridge", "url", receiver.url() + "?key=confidential"))
                .expect(201)
                .json();

        String webhooks = "/api/rooms/" + room + "/hooks";
        JsonNode read =
                byToken(List.of("read"), "GET", webhooks, "").expect(200).json();
        assertThat(read.toString()).doesNotContain("confidential");
        assertThat(read.path("hooks").path(0).path("sending").path("lag").isNumber())
                .isTrue();
        assertThat(byToken(List.of("read", "manage"), "GET", webhooks, "")
                        .expect(200)
                        .text())
                .contains("confidential");
        assertThat(listed(webhook).path("url").asString()).contains("confidential");
    }

    @Test
    void tokenNeedsTheScopesOfWhatItsWebhookDoes() {
        JsonNode webhook = sending();
        String webhooks = "/api/rooms/" + room + "/hooks";
        String receiving = "{\"name\":\"Builds\"}";
        String sending = "{\"name\":\"Builds\",\"url\":\"" + receiver.url() + "\"}";
        String url = "{\"url\":\"" + receiver.url() + "/elsewhere\"}";

        for (String body : List.of(receiving, sending)) {
            assertThat(byToken(List.of("manage", "read"), "POST", webhooks, body)
                            .expect(403)
                            .code())
                    .isEqualTo("insufficient_scope");
        }
        byToken(List.of("manage", "write"), "POST", webhooks, sending).expect(403);
        byToken(List.of("manage", "write"), "PATCH", path(webhook), url).expect(403);
        byToken(List.of("manage", "write"), "POST", path(webhook) + "/replay", "{\"after\":0}")
                .expect(403);

        byToken(List.of("manage", "write"), "POST", webhooks, receiving).expect(201);
        byToken(List.of("manage", "write", "read"), "POST", webhooks, sending).expect(201);
        byToken(List.of("manage", "read"), "PATCH", path(webhook), url).expect(200);
        byToken(List.of("manage", "read"), "POST", path(webhook) + "/replay", "{\"after\":0}")
                .expect(200);
        byToken(List.of("manage"), "PATCH", path(webhook), "{\"paused\":true}").expect(200);
    }

    @Test
    void nothingIsSentAfterTheCreatorHasLeftUntilTheOwnerResumesIt() {
        JsonNode webhook = sending();
        ada.join(room);
        bob.put("/api/rooms/" + room + "/members/ada", Map.of("role", "owner")).expect(200);
        bob.say(room, "as a member");
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("as a member"));

        bob.delete("/api/rooms/" + room + "/members/me").expect(204);
        ada.say(room, "confidential");
        eventually()
                .until(() -> state(ada, webhook).path("paused_for").asString("").equals("access_lost"));
        assertThat(receiver.texts()).containsExactly("as a member");
        assertThat(newest(
                                ada,
                                ada.post(
                                                "/api/rooms/direct",
                                                Map.of(
                                                        "usernames",
                                                        List.of(webhook.path("username")
                                                                .asString())))
                                        .json()
                                        .path("id")
                                        .asString())
                        .path("text")
                        .asString())
                .contains("bob, who created it, can no longer read the room");
        send(webhook, "{\"text\":\"still posts\"}").expect(200);

        ada.patch(path(webhook), Map.of("paused", false)).expect(200);
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("as a member", "confidential"));
        assertThat(listed(ada, webhook).path("by").asString()).isEqualTo("ada");
    }

    @Test
    void nothingIsSentAfterTheCreatorWasDisabled() {
        Person carl = Person.signUp(server, "carl" + ++count);
        room = carl.makeRoom("room-of-carl-" + count);
        carl.post("/api/rooms/" + room + "/hooks", Map.of("name", "Bridge", "url", receiver.url()))
                .expect(201);
        bob.join(room);
        ada.patch("/api/admin/accounts/" + carl.username(), Map.of("disabled", true))
                .expect(200);

        bob.say(room, "confidential");

        eventually()
                .until(() -> ada.get("/api/admin/hooks")
                        .json()
                        .path("hooks")
                        .valueStream()
                        .filter(webhook -> webhook.path("room").asString().equals(room))
                        .allMatch(webhook -> webhook.path("sending")
                                .path("paused_for")
                                .asString("")
                                .equals("access_lost")));
        assertThat(receiver.texts()).isEmpty();
    }

    @Test
    void administratorsSeeAndChangeAllWebhooks() {
        JsonNode webhook = sending();
        String path = "/api/admin/hooks/" + webhook.path("id").asLong();
        assertThat(ada.get("/api/admin/hooks").expect(200).json().toString())
                .contains(webhook.path("username").asString());
        ada.patch(path, Map.of("paused", true)).expect(200);
        assertThat(state(webhook).path("paused_for").asString()).isEqualTo("requested");
        ada.post(path + "/skip", Map.of()).expect(200);
        ada.delete(path).expect(204);
        bob.get("/api/admin/hooks").expect(403);
        assertThat(ada.get("/api/admin/audit").json().toString()).contains("hook_deleted");
    }

    @Test
    void mentionOfEverybodyNeedsPermission() {
        JsonNode webhook = create(Map.of("name", "Loud", "mentions_here", true))
                .expect(201)
                .json();
        send(webhook, "{\"text\":\"<!here> fire\"}").expect(200);
        assertThat(newest().path("here").asBoolean()).isTrue();

        bob.patch(path(webhook), Map.of("mentions_here", false)).expect(200);
        send(webhook, "{\"text\":\"<!here> fire again\"}").expect(200);
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

    private String path(JsonNode webhook) {
        return "/api/rooms/" + room + "/hooks/" + webhook.path("id").asLong();
    }

    private JsonNode state(JsonNode webhook) {
        return state(bob, webhook);
    }

    private JsonNode state(Person owner, JsonNode webhook) {
        return listed(owner, webhook).path("sending");
    }

    private JsonNode listed(JsonNode webhook) {
        return listed(bob, webhook);
    }

    private JsonNode listed(Person owner, JsonNode webhook) {
        return owner.get("/api/rooms/" + room + "/hooks")
                .expect(200)
                .json()
                .path("hooks")
                .valueStream()
                .filter(listed ->
                        listed.path("id").asLong() == webhook.path("id").asLong())
                .findFirst()
                .orElseThrow();
    }

    private static Answer byToken(List<String> scopes, String method, String path, String body) {
        String token = bob.post("/api/account/tokens", Map.of("name", "bot", "scopes", scopes))
                .expect(201)
                .json()
                .path("token")
                .asString();
        Person program = Person.visiting(server.url());
        return program.send(program.request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private JsonNode newest() {
        return newest(room);
    }

    private static JsonNode newest(String room) {
        return newest(bob, room);
    }

    private static JsonNode newest(Person reader, String room) {
        JsonNode messages = reader.get("/api/rooms/" + room + "/messages")
                .expect(200)
                .json()
                .path("messages");
        return messages.path(messages.size() - 1);
    }

    private static Answer send(JsonNode webhook, String body) {
        return send(webhook, body, "");
    }

    private static Answer send(JsonNode webhook, String body, String query) {
        return post(webhook.path("token").asString() + query, body);
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
