package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The contract of the room log, on both databases. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class RoomLogIT {

    private final LogNode node;
    private final Actor ada;
    private final String room;

    RoomLogIT(SharedServer server) {
        node = new LogNode(server.server());
        ada = node.actor("ada");
        room = node.room(ada);
    }

    @Test
    void newRoomBeginsWithRoomAndOwnerChanges() {
        Changes.Page page = LogNode.await(node.changes().after(room, 0, 10));

        assertThat(page.revision()).isEqualTo(2);
        assertThat(page.changes())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(RoomState.class),
                        second -> assertThat(second)
                                .isEqualTo(new MemberState(
                                        ada.username(), ada.displayName(), null, Role.OWNER, true, false, 2)));
    }

    @Test
    void concurrentWritersOnTwoNodesLeaveNoGap() {
        TestLog one = new TestLog(node.server());
        TestLog other = new TestLog(node.server());
        List<Actor> authors =
                IntStream.range(0, 6).mapToObj(i -> node.member(room, "author")).toList();

        List<MessageState> posted = Flux.range(0, 600)
                .flatMap(
                        i -> (i % 2 == 0 ? one : other)
                                .log()
                                .write(room, post(authors.get(i % 6), "n" + i, "text " + i))
                                .subscribeOn(Schedulers.parallel()),
                        64)
                .cast(MessageState.class)
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(posted).extracting(MessageState::seq).containsExactlyInAnyOrderElementsOf(numbers(1, 600));
        assertThat(posted).extracting(MessageState::revision).containsExactlyInAnyOrderElementsOf(numbers(9, 608));
        assertThat(node.row(room))
                .extracting(RoomRow::lastSeq, RoomRow::revision)
                .containsExactly(600L, 608L);
        assertThat(fresh()).extracting(Change::revision).isSorted().hasSize(608);
    }

    @Test
    void twoNodesWritingToSameRoomsDoNotDeadlock() {
        TestLog one = new TestLog(node.server(), 1, 10_000);
        TestLog other = new TestLog(node.server(), 1, 10_000);
        List<String> rooms = IntStream.range(0, 8).mapToObj(i -> node.room(ada)).toList();
        List<String> reversed = new ArrayList<>(rooms);
        Collections.reverse(reversed);

        Long stored = Flux.range(0, 400)
                .flatMap(
                        i -> Flux.concat(
                                one.log().write(rooms.get(i % 8), post(ada, "one" + i, "x")),
                                other.log().write(reversed.get(i % 8), post(ada, "other" + i, "x"))),
                        200)
                .count()
                .block(LogNode.TIMEOUT);

        assertThat(stored).isEqualTo(800);
        assertThat(rooms).allSatisfy(id -> assertThat(node.row(id).lastSeq()).isEqualTo(100));
    }

    @Test
    void writesToOneRoomKeepSubscriptionOrder() {
        List<Mono<Change>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Mono<Change> answer =
                    node.log().write(room, post(ada, "n" + i, "text " + i)).cache();
            answer.subscribe();
            answers.add(answer);
        }

        List<Change> changes =
                Flux.mergeSequential(answers, 500, 1).collectList().block(LogNode.TIMEOUT);

        assertThat(changes).extracting(Change::revision).isEqualTo(numbers(3, 502));
    }

    @Test
    void writesDuringTransactionFormNextOne() {
        TestLog log = new TestLog(node.server());

        Flux.range(0, 1_000)
                .flatMap(i -> log.log().write(room, post(ada, "n" + i, "x")), 1_000)
                .blockLast(LogNode.TIMEOUT);

        assertThat(log.commits().size()).isLessThan(100);
        assertThat(log.commits())
                .allSatisfy(told -> assertThat(told.revisions().size()).isLessThanOrEqualTo(256));
        assertThat(log.revisions(room)).isEqualTo(numbers(3, 1_002));
    }

    @Test
    void postAdvancesAuthorsReadMark() {
        Actor bob = node.member(room, "bob");
        Flux.range(0, 20)
                .flatMap(i -> node.log().write(room, post(i % 2 == 0 ? ada : bob, "n" + i, "x")), 20)
                .blockLast(LogNode.TIMEOUT);

        assertThat(readSeq(ada)).isEqualTo(19);
        assertThat(readSeq(bob)).isEqualTo(20);
    }

    private long readSeq(Actor reader) {
        return node.count("select read_seq from member where room_id = :room and account_id = " + reader.id(), room);
    }

    @Test
    void singleWriteIsCommittedImmediately() {
        TestLog log = new TestLog(node.server());

        IntStream.range(0, 5).forEach(i -> LogNode.await(log.log().write(room, post(ada, "n" + i, "x"))));

        assertThat(log.commits()).hasSize(5);
    }

    @Test
    void listenersReceiveCommittedChangesInOrder() {
        TestLog log = new TestLog(node.server());

        for (int round = 0; round < 20; round++) {
            int first = round * 10;
            Flux.range(first, 10)
                    .flatMap(i -> log.log().write(room, post(ada, "n" + i, "x")), 10)
                    .blockLast(LogNode.TIMEOUT);
        }

        Awaitility.await()
                .atMost(LogNode.TIMEOUT)
                .until(() -> log.seenByOthers().size() == log.commits().size());
        assertThat(log.seenByOthers()).allSatisfy(ahead -> assertThat(ahead).isNotNegative());
        assertThat(log.revisions(room)).isEqualTo(numbers(3, 202));
    }

    @Test
    void repeatedNonceStoresOnceAcrossNodes() {
        TestLog other = new TestLog(node.server());

        List<Change> answers = Flux.range(0, 60)
                .flatMap(
                        i -> (i % 2 == 0 ? node.log() : other.log())
                                .write(room, post(ada, "same", "once"))
                                .subscribeOn(Schedulers.parallel()),
                        60)
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(answers).hasSize(60).containsOnly(node.post(room, ada, "same", "once"));
        assertThat(node.row(room))
                .extracting(RoomRow::lastSeq, RoomRow::revision)
                .containsExactly(1L, 3L);
    }

    @Test
    void nonceWithAnotherTextIsRefused() {
        node.post(room, ada, "n", "one");

        assertRefused(() -> node.post(room, ada, "n", "two"), Code.NONCE_REUSED);
        assertThat(node.row(room).revision()).isEqualTo(3);
    }

    @Test
    void nonceIsUniquePerAuthorAndRoom() {
        Actor bob = node.member(room, "bob");
        String elsewhere = node.room(ada);

        assertThat(node.post(room, ada, "n", "one").seq()).isEqualTo(1);
        assertThat(node.post(room, bob, "n", "two").seq()).isEqualTo(2);
        assertThat(node.post(elsewhere, ada, "n", "three").seq()).isEqualTo(1);
    }

    @Test
    void repeatedPostReturnsCurrentMessage() {
        node.post(room, ada, "n", "one");
        Change edited = node.write(room, new MessageWrite.Edit(ada, 1, "two"));
        assertThat(node.post(room, ada, "n", "one")).isEqualTo(edited);

        Change deleted = node.write(room, new MessageWrite.Delete(ada, 1));
        assertThat(node.post(room, ada, "n", "one")).isEqualTo(deleted);
    }

    @Test
    void onlyAuthorMayEdit() {
        Actor bob = node.member(room, "bob");
        node.post(room, bob, "mine");

        assertRefused(() -> node.write(room, new MessageWrite.Edit(ada, 1, "yours")), Code.FORBIDDEN);
        MessageState edited = (MessageState) node.write(room, new MessageWrite.Edit(bob, 1, "still mine"));

        assertThat(edited.text()).isEqualTo("still mine");
        assertThat(edited.editedAt()).isNotNull();
        assertThat(edited.revision()).isEqualTo(5);
        assertThat(node.write(room, new MessageWrite.Edit(bob, 1, "still mine")))
                .isEqualTo(edited);
        assertThat(fresh()).contains(edited);
    }

    @Test
    void authorsAndModeratorsMayDelete() {
        Actor bob = node.member(room, "bob");
        Actor eve = node.member(room, "eve");
        node.post(room, bob, "one");
        node.post(room, bob, "two");

        assertRefused(() -> node.write(room, new MessageWrite.Delete(eve, 1)), Code.FORBIDDEN);
        node.write(room, new MemberWrite.Membership(ada, eve, Role.MODERATOR));
        MessageState byModerator = (MessageState) node.write(room, new MessageWrite.Delete(eve, 1));
        MessageState byAuthor = (MessageState) node.write(room, new MessageWrite.Delete(bob, 2));

        assertThat(byModerator.text()).isNull();
        assertThat(byModerator.deleted()).isTrue();
        assertThat(node.write(room, new MessageWrite.Delete(eve, 1))).isEqualTo(byModerator);
        assertThat(node.row(room).revision()).isEqualTo(byAuthor.revision());
        assertThat(node.count("select count(*) from message where room_id = :room and text is not null", room))
                .isZero();
        assertRefused(() -> node.write(room, new MessageWrite.Edit(bob, 2, "back")), Code.MESSAGE_NOT_FOUND);
        assertThat(fresh()).contains(byModerator, byAuthor);
    }

    @Test
    void missingMessageIsNotFound() {
        for (long seq : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            assertRefused(() -> node.write(room, new MessageWrite.Edit(ada, seq, "x")), Code.MESSAGE_NOT_FOUND);
            assertRefused(() -> node.write(room, new MessageWrite.Delete(ada, seq)), Code.MESSAGE_NOT_FOUND);
            assertRefused(() -> node.write(room, new MessageWrite.Post(ada, "n", "x", seq)), Code.MESSAGE_NOT_FOUND);
        }
        assertThat(node.row(room).revision()).isEqualTo(2);
    }

    @Test
    void strangerLearnsNothingFromPrivateRoomsMessages() {
        String secret = node.room(ada, RoomKind.PRIVATE);
        Actor eve = node.actor("eve");
        node.post(secret, ada, "hush");

        for (long seq : new long[] {1, 2}) {
            assertRefused(() -> node.write(secret, new MessageWrite.Edit(eve, seq, "x")), Code.ROOM_NOT_FOUND);
            assertRefused(() -> node.write(secret, new MessageWrite.Delete(eve, seq)), Code.ROOM_NOT_FOUND);
        }
        assertRefused(() -> node.post(secret, eve, "x"), Code.ROOM_NOT_FOUND);
        assertRefused(() -> node.write(secret, MemberWrite.Membership.join(eve)), Code.ROOM_NOT_FOUND);
        assertRefused(() -> node.write(secret, new RoomWrite.Archive(eve, true)), Code.ROOM_NOT_FOUND);
        assertRefused(() -> node.write("nosuchroom", MemberWrite.Membership.join(eve)), Code.ROOM_NOT_FOUND);
        assertRefused(() -> node.write("\u0000", MemberWrite.Membership.join(eve)), Code.ROOM_NOT_FOUND);
    }

    @Test
    void replyMayReferToMessageInSameBatch() {
        Mono<Change> question = node.log().write(room, post(ada, "q", "?")).cache();
        Mono<Change> answer =
                node.log().write(room, new MessageWrite.Post(ada, "a", "!", 1L)).cache();
        question.subscribe();
        answer.subscribe();

        assertThat(((MessageState) LogNode.await(answer)).replyTo()).isEqualTo(1);
    }

    @Test
    void messageIsPostedEditedAndDeletedInOneBatch() {
        List<Write> writes = List.of(
                post(ada, "n1", "one"),
                post(ada, "n2", "two"),
                new MessageWrite.Edit(ada, 1, "one, edited"),
                new MessageWrite.Delete(ada, 2),
                post(ada, "n3", "three"),
                post(ada, "n1", "one"));
        // The first write occupies the queue; the others become one transaction
        List<Change> changes = allAtOnce(writes);

        assertThat(changes).extracting(Change::revision).containsExactly(3L, 4L, 5L, 6L, 7L, 5L);
        assertThat(fresh())
                .filteredOn(MessageState.class::isInstance)
                .containsExactly(changes.get(2), changes.get(3), changes.get(4));
    }

    @Test
    void writesAfterRemovalInSameBatchAreRefused() {
        Actor bob = node.member(room, "bob");

        List<Mono<Change>> answers = new ArrayList<>();
        List<Write> writes = List.of(
                post(ada, "a1", "busy"),
                post(bob, "b1", "before"),
                new MemberWrite.Membership(ada, bob, null),
                post(bob, "b2", "after"),
                new MessageWrite.Edit(bob, 2, "edited"));
        for (Write write : writes) {
            Mono<Change> answer = node.log().write(room, write).cache();
            answer.subscribe(done -> {}, refused -> {});
            answers.add(answer);
        }

        assertThat(((MessageState) LogNode.await(answers.get(1))).text()).isEqualTo("before");
        assertThat(((MemberState) LogNode.await(answers.get(2))).joined()).isFalse();
        assertRefused(() -> LogNode.await(answers.get(3)), Code.NOT_A_MEMBER);
        assertRefused(() -> LogNode.await(answers.get(4)), Code.NOT_A_MEMBER);
        assertThat(node.row(room))
                .extracting(RoomRow::lastSeq, RoomRow::revision)
                .containsExactly(2L, 6L);
    }

    @Test
    void refusedWriteTakesNoRevision() {
        Actor eve = node.actor("eve");

        List<Object> answers = Flux.range(0, 100)
                .flatMapSequential(
                        i -> node.log()
                                .write(room, post(i % 3 == 0 ? eve : ada, "n" + i, "x"))
                                .cast(Object.class)
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code())),
                        100)
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(answers).filteredOn(Code.NOT_A_MEMBER::equals).hasSize(34);
        assertThat(answers)
                .filteredOn(MessageState.class::isInstance)
                .extracting(one -> ((MessageState) one).seq())
                .isEqualTo(numbers(1, 66));
    }

    @Test
    void writeRejectedByDatabaseDoesNotFailOthers() {
        Actor nobody = new Actor(Long.MAX_VALUE, "nobody");
        String taken =
                node.create(ada, SharedServer.unique("taken"), RoomKind.PUBLIC).name();
        List<Write> poison = List.of(
                new MemberWrite.Membership(ada, nobody, Role.MEMBER),
                new RoomWrite.Settings(ada, RoomName.of(Objects.requireNonNull(taken)), null, null),
                new RoomWrite.Settings(ada, null, "x".repeat(300), null),
                post(ada, "long", "x".repeat(9_000)));

        List<Object> answers = Flux.range(0, 200)
                .flatMapSequential(
                        i -> node.log()
                                .write(room, i % 50 == 49 ? poison.get(i / 50) : post(ada, "n" + i, "x"))
                                .cast(Object.class)
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code())),
                        200)
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(answers)
                .filteredOn(Code.class::isInstance)
                .containsExactlyInAnyOrder(Code.UNAVAILABLE, Code.ROOM_EXISTS, Code.UNAVAILABLE, Code.UNAVAILABLE);
        assertThat(answers)
                .filteredOn(MessageState.class::isInstance)
                .extracting(one -> ((MessageState) one).seq())
                .isEqualTo(numbers(1, 196));
        assertThat(node.row(room))
                .extracting(RoomRow::lastSeq, RoomRow::revision)
                .containsExactly(196L, 198L);
    }

    @Test
    void cancelledAnswerDoesNotCancelWrite() {
        for (int i = 0; i < 20; i++) {
            node.log().write(room, post(ada, "n" + i, "x")).subscribe().dispose();
        }

        Awaitility.await().atMost(LogNode.TIMEOUT).until(() -> node.row(room).lastSeq() == 20);
    }

    @Test
    void unsubscribedWriteIsNotStored() {
        node.log().write(room, post(ada, "n", "x"));

        assertThat(node.post(room, ada, "y").seq()).isEqualTo(1);
    }

    @Test
    void writeBeyondQueueCapacityIsRefusedAndNotStored() {
        TestLog small = new TestLog(node.server(), 1, 5);

        List<Boolean> stored = LogNode.await(Flux.range(0, 500)
                .flatMap(
                        i -> small.log()
                                .write(room, post(ada, "n" + i, "x"))
                                .thenReturn(true)
                                .onErrorResume(Refusal.class, refusal -> {
                                    assertThat(refusal.code()).isEqualTo(Code.OVERLOADED);
                                    assertThat(refusal.retryAfter()).isNotNull();
                                    return Mono.just(false);
                                }),
                        500)
                .collectList());

        assertThat(stored).contains(true, false);
        assertThat(node.row(room).lastSeq())
                .isEqualTo(stored.stream().filter(yes -> yes).count());
        assertThat(small.log().waiting()).isZero();
    }

    @Test
    void hundredConcurrentCreationsOfOneNameCreateOneRoom() {
        String name = SharedServer.unique("Café");
        TestLog other = new TestLog(node.server());

        List<Object> answers = Flux.range(0, 100)
                .flatMap(
                        i -> (i % 2 == 0 ? node.log() : other.log())
                                .create(new NewRoom(
                                        RoomName.of(i % 3 == 0 ? name : name.toUpperCase(Locale.ROOT)),
                                        "x",
                                        "",
                                        RoomKind.PUBLIC,
                                        ada))
                                .cast(Object.class)
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code()))
                                .subscribeOn(Schedulers.parallel()),
                        100)
                .collectList()
                .block(LogNode.TIMEOUT);

        assertThat(answers).filteredOn(RoomState.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Code.ROOM_EXISTS::equals).hasSize(99);
    }

    @Test
    void renameToTakenNameIsRefused() {
        String name = SharedServer.unique("Free");
        RoomState taken = node.create(ada, SharedServer.unique("taken"), RoomKind.PUBLIC);

        RoomState renamed = (RoomState) node.write(room, new RoomWrite.Settings(ada, RoomName.of(name), null, "New"));

        assertThat(renamed.name()).isEqualTo(name);
        assertThat(renamed.topic()).isEqualTo("New");
        assertThat(renamed.revision()).isEqualTo(3);
        RoomName other = RoomName.of(Objects.requireNonNull(taken.name()).toUpperCase(Locale.ROOT));
        assertRefused(() -> node.write(room, new RoomWrite.Settings(ada, other, null, null)), Code.ROOM_EXISTS);
        assertThat(node.write(room, new RoomWrite.Settings(ada, RoomName.of(name), null, "New")))
                .isEqualTo(renamed);
        assertThat(node.row(room).revision()).isEqualTo(3);
        assertRefused(() -> node.create(ada, name, RoomKind.PUBLIC), Code.ROOM_EXISTS);
    }

    @Test
    void ownershipIsTransferredInOneStep() {
        Actor bob = node.member(room, "bob");

        node.write(room, new MemberWrite.Membership(ada, bob, Role.OWNER));

        Changes.Page page = LogNode.await(node.changes().after(room, 3, 10));
        assertThat(page.changes().subList(0, 2))
                .containsExactly(
                        new MemberState(bob.username(), bob.displayName(), null, Role.OWNER, true, false, 4),
                        new MemberState(ada.username(), ada.displayName(), null, Role.MODERATOR, true, false, 5));
        assertThat(page.changes().get(2)).isInstanceOfSatisfying(RoomState.class, state -> {
            assertThat(state.owner()).isEqualTo(bob.username());
            assertThat(state.revision()).isEqualTo(6);
        });
        assertRefused(() -> node.write(room, MemberWrite.Membership.leave(bob)), Code.LAST_OWNER);
        node.write(room, MemberWrite.Membership.leave(ada));
    }

    @Test
    void archivedRoomRefusesWritesAndStaysReadable() {
        Actor bob = node.member(room, "bob");
        node.post(room, ada, "last words");
        assertRefused(() -> node.write(room, new RoomWrite.Archive(bob, true)), Code.FORBIDDEN);

        Change archived = node.write(room, new RoomWrite.Archive(ada, true));

        assertThat(((RoomState) archived).archivedAt()).isNotNull();
        assertThat(node.write(room, new RoomWrite.Archive(ada, true))).isEqualTo(archived);
        assertRefused(() -> node.post(room, ada, "more"), Code.ROOM_ARCHIVED);
        assertRefused(() -> node.write(room, new MessageWrite.Edit(ada, 1, "x")), Code.ROOM_ARCHIVED);
        assertRefused(() -> node.write(room, new MessageWrite.Delete(ada, 1)), Code.ROOM_ARCHIVED);
        assertRefused(() -> node.write(room, MemberWrite.Membership.join(node.actor("eve"))), Code.ROOM_ARCHIVED);
        assertRefused(() -> node.write(room, new RoomWrite.Settings(ada, null, "x", null)), Code.ROOM_ARCHIVED);
        node.write(room, MemberWrite.Membership.leave(bob));
        node.write(room, MemberWrite.Membership.leave(ada));
        assertThat(fresh()).hasSize(4);
    }

    @Test
    void rejoinedMemberHasOneRowAndNoUnreadMessages() {
        Actor bob = node.member(room, "bob");
        node.write(room, MemberWrite.Membership.leave(bob));
        node.post(room, ada, "missed");

        MemberState back = (MemberState) node.write(room, MemberWrite.Membership.join(bob));

        assertThat(back.joined()).isTrue();
        assertThat(node.count("select count(*) from member where room_id = :room and left_at is null", room))
                .isEqualTo(2);
        assertThat(readSeq(bob)).isEqualTo(1);
        assertThat(node.write(room, MemberWrite.Membership.join(bob))).isEqualTo(back);
        assertThat(fresh()).hasSize(4);
    }

    @Test
    void memberRemovedThroughAnotherNodeCannotPostThroughThisOne() {
        RoomLog other = new TestLog(node.server()).log();
        Actor bob = node.member(room, "bob");
        node.post(room, bob, "still here");

        LogNode.await(other.write(room, new MemberWrite.Membership(ada, bob, null)));

        assertRefused(() -> node.post(room, bob, "gone"), Code.NOT_A_MEMBER);
        node.post(room, ada, "alone");
        assertRefused(() -> node.post(room, bob, "gone"), Code.NOT_A_MEMBER);
        LogNode.await(other.write(room, MemberWrite.Membership.join(bob)));
        assertThat(node.post(room, bob, "back").text()).isEqualTo("back");
    }

    @Test
    void loweredReadMarkSurvivesOtherMemberChanges() {
        Actor bob = node.member(room, "bob");
        node.post(room, bob, "one");
        node.write(room, new MemberWrite.Membership(ada, bob, Role.MODERATOR));
        node.post(room, bob, "two");
        LogNode.await(node.database()
                .sql("update member set read_seq = 1 where room_id = :room and account_id = " + bob.id())
                .bind("room", room)
                .fetch()
                .rowsUpdated());

        node.write(room, new MemberWrite.Membership(ada, bob, Role.MEMBER));

        assertThat(readSeq(bob)).isEqualTo(1);
    }

    @Test
    void liveAndReloadedStatesAreEqual() {
        Actor bob = node.member(room, "bob");
        List<Change> live = new ArrayList<>();
        live.add(node.write(room, new MessageWrite.Post(bob, "n1", "one 🙂 \n two", null)));
        live.add(node.write(room, new MessageWrite.Post(ada, "n2", "reply", 1L)));
        live.add(node.write(room, new MessageWrite.Edit(ada, 2, "edited")));
        live.add(node.write(room, new MessageWrite.Delete(bob, 1)));
        live.add(node.write(room, new MemberWrite.Membership(ada, bob, Role.MODERATOR)));

        assertThat(fresh()).contains(live.get(2), live.get(3), live.get(4));
        ChangeCodec codec = node.server().bean(ChangeCodec.class);
        assertThat(live)
                .allSatisfy(
                        change -> assertThat(codec.decode(codec.encode(change))).isEqualTo(change));
    }

    private List<Change> allAtOnce(List<Write> writes) {
        List<Mono<Change>> answers = new ArrayList<>();
        for (Write write : writes) {
            Mono<Change> answer = node.log().write(room, write).cache();
            answer.subscribe(done -> {}, refused -> {});
            answers.add(answer);
        }
        return answers.stream().map(LogNode::await).toList();
    }

    /** Returns all rows but the notices, which report the changes of others. */
    private List<Change> fresh() {
        return LogNode.await(node.changes().after(room, 0, 10_000)).changes().stream()
                .filter(change -> !(change instanceof NoticeState))
                .toList();
    }

    private static MessageWrite.Post post(Actor author, String nonce, String text) {
        return new MessageWrite.Post(author, nonce, text, null);
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static void assertRefused(ThrowingCallable call, Code code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
