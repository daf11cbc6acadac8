package chat.parley.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Reminders of texts and messages: set, listed, cancelled, and sent as direct messages. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class RemindersIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long HOUR = 3_600_000;

    private final SharedServer server;
    private final Person ada;
    private final Person bob;

    RemindersIT(SharedServer server) {
        this.server = server;
        ada = server.someone("ada");
        bob = server.someone("bob");
    }

    @Test
    void dueReminderArrivesOnceAsAnUnreadDirectMessage() {
        Connection socket = ada.connect();
        socket.send("type", "watch");
        set(ada, Map.of("text", "Call *Bob*\nor Cid", "delay_ms", 1_000));

        JsonNode room = awaitDirect(ada);

        assertThat(texts(ada, room)).containsExactly("Call *Bob*\nor Cid");
        assertThat(room.path("unread").asInt()).isEqualTo(1);
        assertThat(room.path("names").toString()).contains("Reminders");
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(listed(ada)).isEmpty());
        socket.await(
                "the unread message",
                frame -> frame.toString().contains(room.path("id").asString()));
    }

    @Test
    void severalRemindersShareOneConversation() {
        set(ada, Map.of("text", "first", "delay_ms", 10));
        set(ada, Map.of("text", "second", "delay_ms", 20));
        set(bob, Map.of("text", "only mine", "delay_ms", 10));

        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(texts(ada, awaitDirect(ada))).containsExactlyInAnyOrder("first", "second"));
        assertThat(texts(bob, awaitDirect(bob))).containsExactly("only mine");
    }

    @Test
    void remindersAreListedByTimeAndCancelled() {
        Instant noon = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        set(ada, Map.of("text", "later", "due_at", noon.toString()));
        long sooner =
                set(ada, Map.of("text", "sooner", "delay_ms", HOUR)).path("id").asLong();

        assertThat(listed(ada)).extracting(one -> one.path("text").asString()).containsExactly("sooner", "later");
        assertThat(Instant.parse(listed(ada).get(1).path("due_at").asString())).isEqualTo(noon);
        assertThat(listed(bob)).isEmpty();
        bob.delete("/api/reminders/" + sooner).expect(204);
        assertThat(listed(ada)).hasSize(2);
        ada.delete("/api/reminders/" + sooner).expect(204);
        ada.delete("/api/reminders/" + sooner).expect(204);
        assertThat(listed(ada)).extracting(one -> one.path("text").asString()).containsExactly("later");
    }

    @Test
    void cancelledReminderIsNotSent() {
        long cancelled = set(ada, Map.of("text", "cancelled", "delay_ms", 2_000))
                .path("id")
                .asLong();
        ada.delete("/api/reminders/" + cancelled).expect(204);
        set(ada, Map.of("text", "kept", "delay_ms", 4_000));

        assertThat(texts(ada, awaitDirect(ada))).containsExactly("kept");
    }

    @Test
    void repeatedRequestSetsOneReminder() {
        Map<String, Object> form = Map.of("nonce", "n1", "text", "once", "delay_ms", HOUR);
        JsonNode first = ada.post("/api/reminders", form).expect(201).json();

        assertThat(ada.post("/api/reminders", form).expect(200).json()).isEqualTo(first);
        assertThat(listed(ada)).containsExactly(first);
        bob.post("/api/reminders", form).expect(201);
    }

    @Test
    void cancelledReminderLeavesNoTask() {
        long cancelled = set(ada, Map.of("text", "cancelled", "delay_ms", HOUR))
                .path("id")
                .asLong();
        assertThat(tasks(cancelled)).isEqualTo(1);

        bob.delete("/api/reminders/" + cancelled).expect(204);
        assertThat(tasks(cancelled)).isEqualTo(1);

        ada.delete("/api/reminders/" + cancelled).expect(204);
        assertThat(tasks(cancelled)).isZero();
    }

    @Test
    void requestRepeatedAfterItsTimeReturnsTheReminderThatWasSent() {
        Map<String, Object> delayed = Map.of("nonce", "n1", "text", "delayed", "delay_ms", 10);
        String soon =
                Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS).toString();
        Map<String, Object> dated = Map.of("nonce", "n2", "text", "dated", "due_at", soon);
        JsonNode first = ada.post("/api/reminders", delayed).expect(201).json();
        JsonNode second = ada.post("/api/reminders", dated).expect(201).json();
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(texts(ada, awaitDirect(ada))).containsExactlyInAnyOrder("delayed", "dated"));
        Awaitility.await().atMost(LIMIT).until(() -> listed(ada).isEmpty());

        assertThat(ada.post("/api/reminders", delayed).expect(200).json()).isEqualTo(first);
        assertThat(ada.post("/api/reminders", dated).expect(200).json()).isEqualTo(second);
        assertThat(listed(ada)).isEmpty();
        set(ada, Map.of("text", "after", "delay_ms", 10));
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(texts(ada, awaitDirect(ada))).hasSize(3).contains("after"));
    }

    @Test
    void administratorIsShownOnlyWhatAMemberMayRead() {
        String room = ada.makeRoom(SharedServer.unique("secret"), "private");
        ada.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of()).expect(200);
        ada.say(room, "The code is 1234");
        administer(bob);
        set(bob, Map.of("delay_ms", 2_000, "room", room, "seq", 1));
        ada.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);

        assertThat(listed(bob).get(0).has("message")).isFalse();
        assertThat(refused(bob, Map.of("delay_ms", HOUR, "room", room, "seq", 1), 404))
                .isEqualTo("room_not_found");
        assertThat(texts(bob, awaitDirect(bob)))
                .containsExactly("_The message was deleted, or you can no longer read it._");
    }

    @Test
    void reminderOfAMessageQuotesItsNewestTextAndLinksToIt() {
        String room = ada.makeRoom(SharedServer.unique("kitchen"));
        bob.join(room);
        ada.say(room, "Tea at four");
        set(bob, Map.of("text", "Bring cake", "delay_ms", 1_500, "room", room, "seq", 1));
        assertThat(listed(bob)
                        .get(0)
                        .path("message")
                        .path("message")
                        .path("text")
                        .asString())
                .isEqualTo("Tea at four");
        ada.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "Tea at ||five||, or so"))
                .expect(200);

        String text = texts(bob, awaitDirect(bob)).get(0);

        assertThat(text)
                .startsWith("Bring cake\n> **" + ada.username() + ":** Tea at …, or so\n[Go to the message](http")
                .contains("/chat/kitchen-")
                .endsWith("/1)");
    }

    @Test
    void messageOfARoomThatWasLeftMeanwhileIsNotQuoted() {
        String room = ada.makeRoom(SharedServer.unique("secret"), "private");
        ada.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of()).expect(200);
        ada.say(room, "The code is 1234");
        set(bob, Map.of("text", "The door", "delay_ms", 2_000, "room", room, "seq", 1));
        ada.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);

        assertThat(listed(bob).get(0).has("message")).isFalse();
        assertThat(texts(bob, awaitDirect(bob)))
                .containsExactly("The door\n_The message was deleted, or you can no longer read it._");
    }

    @Test
    void messageMustExistAndBeReadable() {
        String room = ada.makeRoom(SharedServer.unique("secret"), "private");
        ada.say(room, "The code is 1234");

        assertThat(refused(bob, Map.of("delay_ms", HOUR, "room", room, "seq", 1), 404))
                .isEqualTo("room_not_found");
        assertThat(refused(ada, Map.of("delay_ms", HOUR, "room", room, "seq", 2), 404))
                .isEqualTo("message_not_found");
        ada.delete("/api/rooms/" + room + "/messages/1").expect(200);
        assertThat(refused(ada, Map.of("delay_ms", HOUR, "room", room, "seq", 1), 404))
                .isEqualTo("message_not_found");
    }

    @Test
    void simultaneousRequestsDoNotExceedTheLimit() {
        List<Integer> statuses = Flux.range(0, ReminderService.MAX_REMINDERS + 30)
                .flatMap(
                        number -> Mono.fromCallable(() -> ada.post(
                                                "/api/reminders",
                                                withNonce(Map.of("text", "No. " + number, "delay_ms", HOUR)))
                                        .status())
                                .subscribeOn(Schedulers.boundedElastic()),
                        16)
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();

        assertThat(statuses).containsOnly(201, 409);
        assertThat(listed(ada))
                .hasSizeLessThanOrEqualTo(ReminderService.MAX_REMINDERS)
                .hasSizeGreaterThan(80);
    }

    @Test
    void badFieldsAreRefusedByName() {
        assertThat(fault(Map.of("delay_ms", HOUR))).isEqualTo("text required");
        assertThat(fault(Map.of("text", " \u200b ", "delay_ms", HOUR))).isEqualTo("text required");
        assertThat(fault(Map.of("text", "x".repeat(1_001), "delay_ms", HOUR))).isEqualTo("text too_long");
        assertThat(fault(Map.of("text", "x\u0000", "delay_ms", HOUR))).isEqualTo("text invalid");
        assertThat(fault(Map.of("text", "x"))).isEqualTo("due_at required");
        assertThat(fault(Map.of("text", "x", "delay_ms", 0))).isEqualTo("delay_ms past");
        assertThat(fault(Map.of("text", "x", "delay_ms", Long.MAX_VALUE))).isEqualTo("delay_ms too_far");
        assertThat(fault(Map.of("text", "x", "delay_ms", Long.MIN_VALUE))).isEqualTo("delay_ms past");
        assertThat(fault(Map.of("text", "x", "due_at", "2001-01-01T00:00:00Z"))).isEqualTo("due_at past");
        assertThat(fault(Map.of("text", "x", "due_at", "+99999-01-01T00:00:00Z")))
                .isEqualTo("due_at too_far");
        assertThat(fault(Map.of("text", "x", "due_at", "2001-01-01T00:00:00Z", "delay_ms", 9)))
                .isEqualTo("due_at ambiguous");
        assertThat(fault(Map.of("delay_ms", HOUR, "room", "general"))).isEqualTo("seq required");
        assertThat(fault(Map.of("delay_ms", HOUR, "seq", 1))).isEqualTo("room required");
        assertThat(fault(Map.of("nonce", "é", "text", "x", "delay_ms", HOUR))).isEqualTo("nonce invalid");
    }

    private long tasks(long reminder) {
        return Objects.requireNonNull(database()
                .sql("select count(*) from task where \"key\" = :key")
                .bind("key", ReminderHandler.key(reminder))
                .mapValue(Long.class)
                .one()
                .block(LIMIT));
    }

    private void administer(Person person) {
        database()
                .sql("update account set admin = true where username = :name")
                .bind("name", person.username())
                .then()
                .block(LIMIT);
    }

    private DatabaseClient database() {
        return server.server().bean(DatabaseClient.class);
    }

    private JsonNode set(Person person, Map<String, Object> form) {
        return person.post("/api/reminders", withNonce(form)).expect(201).json();
    }

    private static String refused(Person person, Map<String, Object> form, int status) {
        return person.post("/api/reminders", withNonce(form)).expect(status).code();
    }

    private String fault(Map<String, Object> form) {
        Answer answer = ada.post("/api/reminders", withNonce(form)).expect(400);
        JsonNode error = answer.json().path("errors").path(0);
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private static Map<String, Object> withNonce(Map<String, Object> form) {
        Map<String, Object> complete = new HashMap<>(form);
        complete.putIfAbsent("nonce", Person.nonce());
        return complete;
    }

    private static List<JsonNode> listed(Person person) {
        return items(person.get("/api/reminders").expect(200).json().path("reminders"));
    }

    /** Waits for the conversation with the account that sends reminders. */
    private static JsonNode awaitDirect(Person person) {
        return Awaitility.await()
                .atMost(LIMIT)
                .until(
                        () -> items(person.get("/api/rooms?kind=direct")
                                        .expect(200)
                                        .json()
                                        .path("rooms"))
                                .stream()
                                .filter(room -> room.path("people").toString().contains("\"parley-reminders"))
                                .filter(room -> room.path("last_seq").asLong() > 0)
                                .findFirst()
                                .orElse(null),
                        room -> room != null);
    }

    private static List<String> texts(Person person, JsonNode room) {
        return items(person.get("/api/rooms/" + room.path("id").asString() + "/messages")
                        .expect(200)
                        .json()
                        .path("messages"))
                .stream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
