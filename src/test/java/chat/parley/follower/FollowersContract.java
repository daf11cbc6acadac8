package chat.parley.follower;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The contract of followers on two nodes, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FollowersContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final RecordingKind kind = new RecordingKind("test");
    private final ParleyServer.Setup setup = database(ParleyServer.with())
            .property("parley.hub.tick", "200ms")
            .property("parley.followers.lease", "2s")
            .property("parley.followers.retry-delay", "50ms")
            .property("parley.followers.max-retry-delay", "200ms")
            .property("parley.followers.pause-after", "1h")
            .bean("recordingKind", kind);

    private final ParleyServer first = setup.start();
    private final ParleyServer second = setup.start();
    private final Followers followers = first.bean(Followers.class);
    private final DatabaseClient database = first.bean(DatabaseClient.class);
    private final Person ada = Person.signUp(first, "ada");
    private int rooms;

    /** Configures a fresh database, shared by all servers of this setup. */
    abstract ParleyServer.Setup database(ParleyServer.Setup setup);

    @AfterAll
    void stop() {
        second.stop();
        first.stop();
    }

    @AfterEach
    void answerAgain() {
        kind.answer(page -> Mono.just(Outcome.delivered()));
        database.sql("delete from follower").then().block(LIMIT);
    }

    @Test
    void followerReceivesEveryChangeInOrder() {
        String room = room();
        long revision = follower(follow(room, ada)).revision();

        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            ada.at(i % 2 == 0 ? first : second).say(room, "text " + i);
            sent.add("text " + i);
        }

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactlyElementsOf(sent));
        assertThat(kind.revisions(room)).isSorted().doesNotHaveDuplicates().allMatch(value -> value > revision);
        assertThat(kind.overlaps()).isEmpty();
    }

    @Test
    void changesBeforeTheFollowerAreNotSent() {
        String room = room();
        ada.say(room, "before");
        follow(room, ada);
        ada.say(room, "after");

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("after"));
    }

    @Test
    void receiverThatWasDownGetsEverythingInOrder() {
        String room = room();
        AtomicBoolean down = new AtomicBoolean(true);
        kind.answer(page -> Mono.just(down.get() ? Outcome.failed("down") : Outcome.delivered()));
        long id = follow(room, ada);
        List<String> sent = IntStream.range(0, 20).mapToObj(i -> "text " + i).toList();
        sent.forEach(text -> ada.say(room, text));
        eventually().until(() -> follower(id).failures() > 1);
        assertThat(follower(id).lastError()).isEqualTo("down");
        assertThat(follower(id).lag()).isEqualTo(20);

        down.set(false);

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactlyElementsOf(sent));
        eventually().until(() -> follower(id).lag() == 0);
        assertThat(follower(id).failures()).isZero();
        assertThat(follower(id).lastError()).isNull();
    }

    /** The page has the same id, although the room has changed since. */
    @Test
    void pageOfAKilledOwnerIsRepeatedWithTheSameId() {
        RecordingKind other = new RecordingKind("other");
        String room = room();
        ParleyServer owner = setup.bean("recordingKind", other).start();
        owner.bean(FollowerDispatcher.class).stop();
        other.answer(page -> Mono.never());
        long id = follow(other, room, ada);
        ada.say(room, "in flight");
        // A killed node neither completes nor cleans up
        Disposable sending = owner.bean(FollowerSender.class).send(follower(id)).subscribe();
        eventually().until(() -> !other.begun(room).isEmpty());
        sending.dispose();
        ada.say(room, "later");

        other.answer(page -> Mono.just(Outcome.delivered()));
        ParleyServer successor = setup.start();

        eventually().untilAsserted(() -> assertThat(other.texts(room)).containsExactly("in flight", "later"));
        assertThat(other.received(room).get(0).id())
                .isEqualTo(other.begun(room).get(0).id());
        successor.stop();
        owner.stop();
    }

    @Test
    void twoNodesNeverSendToOneFollowerTogether() {
        String room = room();
        kind.answer(page -> Mono.delay(Duration.ofMillis(20)).thenReturn(Outcome.delivered()));
        follow(room, ada);
        IntStream.range(0, 60).forEach(i -> ada.at(i % 2 == 0 ? first : second).say(room, "text " + i));

        eventually().until(() -> kind.texts(room).size() == 60);
        assertThat(kind.overlaps()).isEmpty();
        assertThat(new HashSet<>(kind.begun(room).stream().map(FollowerPage::id).toList()))
                .hasSameSizeAs(kind.begun(room));
    }

    @Test
    void removedAccountReceivesNothingMore() {
        String room = ada.makeRoom("private-" + ++rooms, "private");
        Person bob = member(room);
        long id = follow(room, bob);
        ada.say(room, "before");
        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("before"));

        ada.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);
        ada.say(room, "after");

        eventually().until(() -> follower(id).paused());
        assertThat(follower(id).pausedFor()).isEqualTo(PauseReason.ACCESS_LOST);
        assertThat(kind.pauses()).contains(PauseReason.ACCESS_LOST);
        assertThat(kind.texts(room)).containsExactly("before");
    }

    @Test
    void accountRemovedFromAPublicRoomReceivesNothingMore() {
        String room = room();
        Person bob = Person.signUp(first, "guest" + ++rooms).join(room);
        long id = follow(room, bob);

        ada.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);
        ada.say(room, "after");

        eventually().until(() -> follower(id).paused());
        assertThat(kind.texts(room)).isEmpty();
    }

    @Test
    void bannedAccountReceivesNothingMore() {
        String room = room();
        Person bob = Person.signUp(first, "guest" + ++rooms).join(room);
        long id = follow(room, bob);

        ada.put("/api/rooms/" + room + "/bans/" + bob.username(), Map.of()).expect(204);
        ada.say(room, "after");

        eventually().until(() -> follower(id).paused());
        assertThat(kind.texts(room)).isEmpty();
    }

    @Test
    void disabledAccountReceivesNothingUntilItIsEnabled() {
        String room = room();
        Person bob = Person.signUp(first, "guest" + ++rooms).join(room);
        long id = follow(room, bob);
        ada.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", true))
                .expect(200);
        long before = follower(id).revision();
        ada.say(room, "meanwhile");
        ada.say(room(), "elsewhere");
        afterSomeTicks(room);
        assertThat(kind.texts(room)).isEmpty();
        assertThat(follower(id).revision()).isEqualTo(before);

        ada.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", false))
                .expect(200);

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("meanwhile"));
    }

    @Test
    void followerOfADeletedRoomIsPaused() {
        String room = room();
        long id = follow(room, ada);

        database.sql("update follower set room_id = 'nosuchroom' where id = " + id)
                .then()
                .block(LIMIT);

        eventually().until(() -> follower(id).pausedFor() == PauseReason.ACCESS_LOST);
    }

    @Test
    void pausedFollowerContinuesWhereItWasPaused() {
        String room = room();
        long id = follow(room, ada);
        ada.say(room, "one");
        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("one"));
        followers.pause(id).block(LIMIT);
        ada.say(room, "two");
        afterSomeTicks(room);
        assertThat(kind.texts(room)).containsExactly("one");

        followers.resume(id).block(LIMIT);

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("one", "two"));
    }

    @Test
    void replaySendsEverythingAfterARevisionAgain() {
        String room = room();
        long id = follow(room, ada);
        long start = follower(id).revision();
        ada.say(room, "one");
        ada.say(room, "two");
        eventually().until(() -> kind.texts(room).size() == 2);

        followers.replay(id, start).block(LIMIT);

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("one", "two", "one", "two"));
    }

    @Test
    void skippedChangesAreNotSent() {
        String room = room();
        kind.answer(page -> Mono.just(Outcome.failed("down")));
        long id = follow(room, ada);
        ada.say(room, "skipped");
        eventually().until(() -> follower(id).failures() > 0);

        followers.skipToNow(id).block(LIMIT);
        kind.answer(page -> Mono.just(Outcome.delivered()));
        ada.say(room, "sent");

        eventually().untilAsserted(() -> assertThat(kind.texts(room)).containsExactly("sent"));
        assertThat(follower(id).failures()).isZero();
    }

    @Test
    void followerThatFailsForTooLongIsPaused() {
        String room = room();
        kind.answer(page -> Mono.error(new IllegalStateException("broken")));
        long id = follow(room, ada);
        ada.say(room, "text");
        eventually().until(() -> follower(id).failures() > 0);
        assertThat(follower(id).paused()).isFalse();

        database.sql("update follower set failing_since = 1").then().block(LIMIT);

        eventually().until(() -> follower(id).pausedFor() == PauseReason.FAILING);
        assertThat(kind.pauses()).contains(PauseReason.FAILING);
    }

    @Test
    void receiverThatWantsNoMoreIsPausedImmediately() {
        String room = room();
        kind.answer(page -> Mono.just(new Outcome.Gone("unsubscribed")));
        long id = follow(room, ada);
        ada.say(room, "text");

        eventually().until(() -> follower(id).pausedFor() == PauseReason.GONE);
        assertThat(follower(id).lastError()).isEqualTo("unsubscribed");
        assertThat(kind.begun(room)).hasSize(1);
    }

    @Test
    void requestedWaitIsRespected() {
        String room = room();
        kind.answer(page -> Mono.just(new Outcome.Failed("busy", Duration.ofHours(3))));
        long id = follow(room, ada);
        ada.say(room, "text");

        eventually().until(() -> follower(id).failures() == 1);
        assertThat(follower(id).nextAttempt()).isBetween(Duration.ofMinutes(170), Duration.ofHours(3));
    }

    @Test
    void attemptWithoutAnswerFails() {
        String room = room();
        kind.answer(page -> Mono.never());
        long id = follow(room, ada);
        ada.say(room, "text");

        eventually().until(() -> follower(id).failures() > 0);
    }

    @Test
    void lagIsAMetric() {
        String room = room();
        kind.answer(page -> Mono.just(new Outcome.Failed("down", Duration.ofHours(1))));
        follow(room, ada);
        IntStream.range(0, 3).forEach(i -> ada.say(room, "text " + i));

        eventually()
                .untilAsserted(
                        () -> assertThat(first.monitor("/actuator/prometheus").text())
                                .contains("parley_followers_lag{kind=\"test\"} 3.0"));
    }

    /** Proves that ticks happened: a follower of another room received its change. */
    private void afterSomeTicks(String quietRoom) {
        String other = room();
        follow(other, ada);
        IntStream.range(0, 3).forEach(i -> {
            ada.say(other, "tick " + i);
            eventually().until(() -> kind.texts(other).contains("tick " + i));
        });
        assertThat(other).isNotEqualTo(quietRoom);
    }

    private long follow(String room, Person person) {
        return follow(kind, room, person);
    }

    private long follow(RecordingKind ofKind, String room, Person person) {
        return Objects.requireNonNull(
                followers.follow(ofKind, account(person).id(), room).block(LIMIT));
    }

    private Follower follower(long id) {
        return Objects.requireNonNull(followers.byId(id).block(LIMIT));
    }

    private Account account(Person person) {
        return Objects.requireNonNull(
                first.bean(Accounts.class).byUsername(person.username()).block(LIMIT));
    }

    private String room() {
        return ada.at(first).makeRoom("room-" + ++rooms);
    }

    private Person member(String room) {
        Person bob = Person.signUp(first, "member" + ++rooms);
        ada.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of()).expect(200);
        return bob;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
