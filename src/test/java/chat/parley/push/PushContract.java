package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Statuses;
import chat.parley.http.FailureLog;
import chat.parley.push.PushServer.Device;
import chat.parley.push.PushServer.Received;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;

/**
 * Notifications of messages, with two nodes on one database. Both follow all rooms, so each test also shows that a
 * message is sent once. Ann receives notifications, ben writes.
 */
abstract class PushContract {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Person ann = Person.signUp(server(), SharedServer.unique("ann"));
    private final Person ben = Person.signUp(other(), SharedServer.unique("ben"));
    private final Device phone = service().device(SharedServer.unique("phone"));
    private String room = "";

    abstract ParleyServer server();

    /** Returns the other node. */
    abstract ParleyServer other();

    abstract PushServer service();

    static ParleyServer.Setup with(PushServer service) {
        return ParleyServer.with()
                .trusting(service.certificate())
                .property("parley.egress.allow", "127.0.0.1")
                .property("parley.egress.ports", String.valueOf(service.port()))
                .property("parley.hub.tick", "1s")
                .property("parley.push.delay", "1s");
    }

    @BeforeEach
    void prepare() {
        room = ben.makeRoom(SharedServer.unique("garden"));
        ann.join(room);
        subscribe(phone);
        level("all");
    }

    @Test
    void messageArrivesOnceWithItsHeaders() {
        long seq = say("Hello,\n  *everybody*");

        Received message = phone.awaitNext(0);
        assertThat(message.payload().toString())
                .isEqualTo("{\"kind\":\"message\",\"room\":\"" + room + "\",\"seq\":" + seq + ",\"name\":\""
                        + ben.username() + "\",\"text\":\"Hello, *everybody*\"}");
        assertThat(message.headers()).containsEntry("ttl", "86400").containsEntry("urgency", "normal");
        assertThat(message.headers().get("topic")).matches("[A-Za-z0-9_-]{32}").doesNotContain(room);
        assertThat(message.claims().path("aud").asString()).isEqualTo(service().origin());

        long next = say("Another");
        assertThat(phone.awaitNext(1).seq()).isEqualTo(next);
        assertThat(phone.received().get(1).headers().get("topic"))
                .isEqualTo(message.headers().get("topic"));
        assertThat(phone.received()).hasSize(2);
    }

    @Test
    void textIsLeftOutUnlessWanted() {
        Map<String, Object> form = phone.form();
        form.put("text", false);
        ann.put("/api/push/phone", form).expect(200);

        long seq = say("A secret");

        assertThat(phone.awaitNext(0).payload().toString())
                .isEqualTo("{\"kind\":\"message\",\"room\":\"" + room + "\",\"seq\":" + seq + "}");
    }

    @Test
    void severalMessagesAreOneNotificationOfTheNewest() {
        say("One");
        say("Two");
        long newest = say("Three");

        assertThat(phone.awaitNext(0).seq()).isEqualTo(newest);
        assertNothingElse(1);
    }

    @Test
    void messageReadOnAnotherDeviceInTimeIsNotSent() {
        long seq = say("Read immediately");
        read(seq);

        assertNothingElse(0);
    }

    @Test
    void ownMessageIsNotSent() {
        ann.say(room, "My own");

        assertNothingElse(0);
    }

    @Test
    void messageThatIsUnreadBeforeTheSubscriptionIsNotSent() {
        Device desk = service().device(SharedServer.unique("desk"));
        say("Early");
        phone.awaitNext(0);
        ann.put("/api/push/desk", desk.form()).expect(201);
        ben.put("/api/rooms/" + room + "/messages/1/reactions/%F0%9F%91%8D", Map.of());

        long seq = say("Late");

        assertThat(desk.awaitNext(0).seq()).isEqualTo(seq);
    }

    @Test
    void roomsAreFollowedByTheirLevel() {
        level("none");
        say("Nothing of this, @" + ann.username());
        assertNothingElse(0);

        level("mentions");
        say("Nor this");
        long mention = say("But this, @" + ann.username());
        Received message = phone.awaitNext(1);
        assertThat(message.seq()).isEqualTo(mention);
        assertThat(message.kind()).isEqualTo("mention");
        assertThat(message.headers()).containsEntry("urgency", "high");
    }

    @Test
    void mentionIsWantedByDefault() {
        level(null);
        say("Nothing of this");
        long here = say("@here Attention");

        assertThat(phone.awaitNext(0).seq()).isEqualTo(here);
        assertThat(phone.received().get(0).kind()).isEqualTo("mention");
    }

    @Test
    void directMessageIsWantedByDefault() {
        String direct = ben.post("/api/rooms/direct", Map.of("usernames", List.of(ann.username())))
                .expect(201)
                .json()
                .path("id")
                .asString();

        ben.say(direct, "Are you there?");

        Received message = phone.awaitNext(0);
        assertThat(message.kind()).isEqualTo("direct");
        assertThat(message.payload().path("room").asString()).isEqualTo(direct);
    }

    @Test
    void mentionAddedByAnEditIsSentAlthoughTheMessageIsRead() {
        level(null);
        long seq = say("Hello");
        read(seq);

        edit(seq, "Hello, @" + ann.username());

        Received message = phone.awaitNext(0);
        assertThat(message.seq()).isEqualTo(seq);
        assertThat(message.kind()).isEqualTo("mention");
    }

    @Test
    void notificationIsWithdrawnWhenItIsReadElsewhere() {
        long seq = say("Hello");
        phone.awaitNext(0);

        read(seq);

        Received withdrawal = phone.awaitNext(1);
        assertThat(withdrawal.payload().toString())
                .isEqualTo("{\"kind\":\"read\",\"room\":\"" + room + "\",\"seq\":" + seq + ",\"silent\":true}");
        assertThat(withdrawal.headers().get("topic"))
                .isEqualTo(phone.received().get(0).headers().get("topic"));
        assertNothingElse(2);
    }

    @Test
    void notificationOfADeletedMessageIsWithdrawn() {
        long seq = say("A mistake");
        phone.awaitNext(0);

        ben.delete("/api/rooms/" + room + "/messages/" + seq).expect(200);

        assertThat(phone.awaitNext(1).kind()).isEqualTo("read");
    }

    @Test
    void notificationOfAnEditedMessageIsUpdatedSilently() {
        long seq = say("Thursday");
        phone.awaitNext(0);

        edit(seq, "Friday");

        Received update = phone.awaitNext(1);
        assertThat(update.payload().path("text").asString()).isEqualTo("Friday");
        assertThat(update.payload().path("silent").asBoolean()).isTrue();
    }

    @Test
    void reactionIsNoNews() {
        long seq = say("Hello");
        phone.awaitNext(0);

        ben.put("/api/rooms/" + room + "/messages/" + seq + "/reactions/%F0%9F%91%8D", Map.of());

        assertNothingElse(1);
    }

    @Test
    void removedMemberReceivesAWithdrawalAndNothingElse() {
        say("Hello");
        phone.awaitNext(0);

        ben.delete("/api/rooms/" + room + "/members/" + ann.username()).expect(204);
        ben.say(room, "Among us, @" + ann.username());

        assertThat(phone.awaitNext(1).kind()).isEqualTo("read");
        assertNothingElseIn(directRoom(), 2);
    }

    @Test
    void memberRemovedInTimeReceivesNothing() {
        ben.say(room, "Among us, @" + ann.username());
        ben.delete("/api/rooms/" + room + "/members/" + ann.username()).expect(204);

        assertNothingElseIn(directRoom(), 0);
    }

    @Test
    void nothingIsSentAfterLoggingOut() {
        Person tablet = Person.logIn(server().url(), ann.username());
        Device device = service().device(SharedServer.unique("tablet"));
        tablet.put("/api/push/tablet", device.form()).expect(201);
        tablet.logOut().expect(204);

        say("Hello");

        phone.awaitNext(0);
        assertThat(device.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void subscriptionThatIsGoneIsRemoved(int status) {
        phone.answer(status, Map.of());

        say("Hello");

        await(() -> ann.get("/api/push").json().path("subscriptions").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsHonoured(int status) {
        phone.answer(message -> new PushServer.Answer(status, Map.of("retry-after", "3")));
        say("Too much");
        phone.awaitNext(0);
        await(() -> ann.get("/api/push").json().at("/subscriptions/0/failing").asBoolean());
        long refusedAt = System.nanoTime();
        phone.answer(201, Map.of());

        long seq = say("Once more");

        assertThat(phone.awaitNext(1).seq()).isEqualTo(seq);
        assertThat(Duration.ofNanos(System.nanoTime() - refusedAt)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(phone.received()).hasSize(2);
    }

    @Test
    void retryAfterMayBeADate() {
        phone.answer(message -> new PushServer.Answer(
                503,
                Map.of(
                        "retry-after",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(4)))));
        long seq = say("Hello");
        phone.awaitNext(0);
        phone.answer(201, Map.of());

        assertThat(phone.awaitNext(1).seq()).isEqualTo(seq);
        assertThat(phone.received()).hasSize(2);
    }

    @Test
    void newestUnreadMessageIsSentAfterQuietHours() {
        Map<String, Object> form = phone.form();
        form.put("quiet", Map.of("from", "00:00", "until", "23:59", "zone", quietZone()));
        ann.put("/api/push/phone", form).expect(200);
        Device desk = service().device(SharedServer.unique("desk"));
        ann.put("/api/push/desk", desk.form()).expect(201);
        say("In the night");
        desk.awaitNext(0);
        long newest = say("And again");
        desk.awaitNext(1);
        assertThat(phone.received()).isEmpty();

        form.remove("quiet");
        ann.put("/api/push/phone", form).expect(200);

        assertThat(phone.awaitNext(0).seq()).isEqualTo(newest);
        assertThat(phone.received()).hasSize(1);
    }

    @Test
    void newestUnreadMessageIsSentAfterDoNotDisturb() {
        Person carl = Person.signUp(server(), SharedServer.unique("carl")).join(room);
        Device witness = service().device(SharedServer.unique("witness"));
        carl.put("/api/push/phone", witness.form()).expect(201);
        ann.put("/api/account/status", Map.of("do_not_disturb", true)).expect(200);
        long seq = say("@here Not now");
        witness.awaitNext(0);
        assertThat(phone.received()).isEmpty();

        ann.delete("/api/account/status").expect(204);

        assertThat(phone.awaitNext(0).seq()).isEqualTo(seq);
        assertThat(phone.received()).hasSize(1);
    }

    @Test
    void allDevicesAreNotified() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Device device = service().device(SharedServer.unique("device"));
            ann.put("/api/push/d" + i, device.form()).expect(201);
            devices.add(device);
        }

        long seq = say("Hello, all");

        assertThat(devices)
                .allSatisfy(device -> assertThat(device.awaitNext(0).seq()).isEqualTo(seq));
    }

    /** A node of its own; the subscription is claimed by another one, so its turn puts the room back into its queue. */
    @Test
    void roomWhosePreparationWasCancelledGetsItsTurnLater() {
        RoomKey key = new RoomKey(subscription(), room);
        execute("update push_subscription set claim = 'other', claimed_until = 9000000000000 where id = "
                + key.subscription());
        PushQueue queue = new PushQueue(server().bean(PushProperties.class));
        PushSubscriptions subscriptions = server().bean(PushSubscriptions.class);
        FailureLog failures = server().bean(FailureLog.class);
        PushTurns turns = new PushTurns(subscriptions, turn(queue), queue, failures);
        Disposable running = turns.run().subscribe();
        turns.add(List.of(key)).subscribe().dispose();

        turns.add(List.of(key)).block(TIMEOUT);

        await(() -> queue.dueKeys(1).contains(key));
        running.dispose();
    }

    private PushTurn turn(PushQueue queue) {
        return new PushTurn(
                server().bean(Claims.class),
                server().bean(PushSubscriptions.class),
                server().bean(Statuses.class),
                server().bean(PushDelivery.class),
                queue,
                server().bean(SecureRandom.class),
                server().bean(Clock.class));
    }

    private long subscription() {
        return Objects.requireNonNull(server().bean(DatabaseClient.class)
                .sql("select s.id from push_subscription s join account a on a.id = s.account_id"
                        + " where a.username = :name")
                .bind("name", ann.username())
                .mapValue(Long.class)
                .one()
                .block(TIMEOUT));
    }

    private void execute(String sql) {
        server().bean(DatabaseClient.class).sql(sql).then().block(TIMEOUT);
    }

    /** A zone in which it is not the last minute of the day. */
    private static String quietZone() {
        return ZonedDateTime.now(ZoneOffset.UTC).getHour() == 23 ? "Asia/Tokyo" : "UTC";
    }

    private void subscribe(Device device) {
        ann.put("/api/push/phone", device.form()).expect(201);
    }

    private void level(@Nullable String level) {
        Map<String, Object> preferences = new HashMap<>();
        preferences.put("notify", level);
        preferences.put("hidden", false);
        ann.put("/api/rooms/" + room + "/preferences", preferences).expect(200);
    }

    private long say(String text) {
        return ben.say(room, text).path("seq").asLong();
    }

    private void read(long seq) {
        ann.put("/api/rooms/" + room + "/read", Map.of("seq", seq)).expect(204);
    }

    private void edit(long seq, String text) {
        ben.patch("/api/rooms/" + room + "/messages/" + seq, Map.of("text", text))
                .expect(200);
    }

    private String directRoom() {
        return ben.post("/api/rooms/direct", Map.of("usernames", List.of(ann.username())))
                .json()
                .path("id")
                .asString();
    }

    private void assertNothingElse(int count) {
        level("all");
        assertNothingElseIn(room, count);
    }

    /** Waits for the notification of a last message, before which there were only this many. */
    private void assertNothingElseIn(String place, int count) {
        long seq = ben.say(place, "The last one").path("seq").asLong();
        Received last = phone.awaitNext(count);
        assertThat(last.kind()).isNotEqualTo("read");
        assertThat(last.payload().path("room").asString()).isEqualTo(place);
        assertThat(last.seq()).isEqualTo(seq);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(TIMEOUT).until(condition);
    }
}
