package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.LockedRoom;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Each pause of a webhook is announced, and ends when somebody who may read the room resumes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
@SuppressWarnings("NullAway.Init") // Set before each invocation of the class
class WebhookPausesIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Parameter
    String database = "";

    private Receiver receiver;
    private ParleyServer server;
    private Person ada;
    private Person bob;
    private String room = "";

    @BeforeParameterizedClassInvocation
    void start() {
        receiver = new Receiver();
        ParleyServer.Setup setup = ParleyServer.with()
                .property("parley.hub.tick", "200ms")
                .property("parley.room-log.timeout", "3s")
                .property("parley.followers.retry-delay", "50ms")
                .property("parley.followers.max-retry-delay", "200ms")
                .property("parley.egress.allow", "127.0.0.1")
                .property("parley.egress.ports", "80,443," + receiver.port());
        server = (database.equals("H2") ? setup : setup.database(PostgresServer.freshDatabase())).start();
        ada = Person.signUp(server, "ada");
        bob = Person.signUp(server, "bob");
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.stop();
        receiver.close();
    }

    @BeforeEach
    void makeRoom() {
        room = bob.makeRoom(SharedServer.unique("room"));
        receiver.answer(204);
        receiver.forget();
    }

    @Test
    void eachPauseByTheReceiverIsAnnounced() {
        JsonNode webhook = create(bob);
        receiver.answer(410);
        bob.say(room, "text");

        assertEachPauseIsAnnounced(webhook, "gone");
    }

    @Test
    void eachPauseWithoutABotInTheRoomIsAnnounced() {
        JsonNode webhook = create(bob);
        bob.delete("/api/rooms/" + room + "/members/" + bot(webhook)).expect(204);

        assertEachPauseIsAnnounced(webhook, "access_lost");
    }

    private void assertEachPauseIsAnnounced(JsonNode webhook, String reason) {
        for (int pauses = 1; pauses <= 3; pauses++) {
            awaitPause(webhook, reason);
            assertThat(notices(bob, webhook)).hasSize(pauses);
            bob.patch(path(webhook), Map.of("paused", false)).expect(200);
        }
    }

    @Test
    void webhookIsPausedOnlyAfterItsCreatorWasInformed() {
        JsonNode webhook = create(bob);
        String direct = direct(bob, webhook);
        receiver.answer(410);
        try (LockedRoom locked = new LockedRoom(server, direct)) {
            bob.say(room, "text");
            eventually().until(() -> receiver.deliveries().size() > 1);
            assertThat(state(webhook).path("paused_for").isNull()).isTrue();
        }

        awaitPause(webhook, "gone");
        assertThat(notices(bob, webhook)).hasSize(1);
    }

    @Test
    void webhookWhoseBotCannotWriteToItsCreatorIsPaused() {
        JsonNode webhook = create(bob);
        String direct = direct(bob, webhook);
        server.bean(DatabaseClient.class)
                .sql("update room set archived_at = current_timestamp where id = :id")
                .bind("id", direct)
                .then()
                .block(LIMIT);
        receiver.answer(410);
        bob.say(room, "text");

        awaitPause(webhook, "gone");
    }

    @Test
    void administratorTakesOverAWebhookOfARoomWhoseOwnerIsDisabled() {
        Person carl = Person.signUp(server, SharedServer.unique("carl"));
        room = carl.makeRoom(SharedServer.unique("abandoned"));
        ada.join(room);
        bob.join(room);
        JsonNode webhook = create(carl);
        ada.patch("/api/admin/accounts/" + carl.username(), Map.of("disabled", true))
                .expect(200);
        bob.say(room, "one");
        eventually()
                .until(() -> administered(webhook)
                        .path("sending")
                        .path("paused_for")
                        .asString("")
                        .equals("access_lost"));

        ada.patch("/api/admin/hooks/" + webhook.path("id").asLong(), Map.of("paused", false))
                .expect(200);

        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one"));
        assertThat(administered(webhook).path("by").asString()).isEqualTo("ada");
        bob.say(room, "two");
        eventually().untilAsserted(() -> assertThat(receiver.texts()).containsExactly("one", "two"));
    }

    private JsonNode administered(JsonNode webhook) {
        return find(webhook, ada.get("/api/admin/hooks"));
    }

    private JsonNode create(Person person) {
        return person.post("/api/rooms/" + room + "/hooks", Map.of("name", "Bridge", "url", receiver.url()))
                .expect(201)
                .json();
    }

    private static String bot(JsonNode webhook) {
        return webhook.path("username").asString();
    }

    private String path(JsonNode webhook) {
        return "/api/rooms/" + room + "/hooks/" + webhook.path("id").asLong();
    }

    private void awaitPause(JsonNode webhook, String reason) {
        eventually().until(() -> state(webhook).path("paused_for").asString("").equals(reason));
    }

    private JsonNode state(JsonNode webhook) {
        return find(webhook, bob.get("/api/rooms/" + room + "/hooks")).path("sending");
    }

    private static JsonNode find(JsonNode webhook, Answer webhooks) {
        return webhooks.expect(200)
                .json()
                .path("hooks")
                .valueStream()
                .filter(listed ->
                        listed.path("id").asLong() == webhook.path("id").asLong())
                .findFirst()
                .orElseThrow();
    }

    private static String direct(Person person, JsonNode webhook) {
        return person.post("/api/rooms/direct", Map.of("usernames", List.of(bot(webhook))))
                .json()
                .path("id")
                .asString();
    }

    private static List<String> notices(Person person, JsonNode webhook) {
        return person.get("/api/rooms/" + direct(person, webhook) + "/messages")
                .expect(200)
                .json()
                .path("messages")
                .valueStream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
