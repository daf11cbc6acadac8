package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.account.Account;
import chat.parley.http.FailureLog;
import chat.parley.http.Refusal;
import chat.parley.roomlog.LogNode;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.RoomWrite;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.support.ParleyServer;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** Rooms, membership and read marks on each database. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class RoomServiceIT {

    private final ParleyServer server;

    RoomServiceIT(SharedServer server) {
        this.server = server.server();
    }

    @Test
    void openingPublicRoomJoinsIt() {
        LogNode node = node();
        String room = node.room(node.actor("ada"));
        Account bob = account(node.actor("bob"));

        JoinResult first = LogNode.await(rooms().enter(room, bob));
        JoinResult again = LogNode.await(rooms().enter(room, bob));

        assertThat(first.membership().role()).isNull();
        assertThat(first.revision()).isEqualTo(3);
        assertThat(again.membership().role()).isEqualTo(Role.MEMBER);
        assertThat(again.revision()).isEqualTo(3);
    }

    @Test
    void readingPublicRoomDoesNotJoinIt() {
        LogNode node = node();
        String room = node.room(node.actor("ada"));

        Membership membership = LogNode.await(rooms().read(room, account(node.actor("bob"))));

        assertThat(membership.role()).isNull();
        assertThat(membership.room().revision()).isEqualTo(2);
    }

    @Test
    void privateRoomIsNotFoundLikeNonexistentOne() {
        LogNode node = node();
        String room = node.room(node.actor("ada"), RoomKind.PRIVATE);
        Account bob = account(node.actor("bob"));

        for (String id : List.of(room, "nosuchroom", "", "\u0000", "no such room", "' or 1=1 --", "\ud800")) {
            assertRefused(() -> rooms().enter(id, bob).block(LogNode.TIMEOUT), Refusal.Code.ROOM_NOT_FOUND);
            assertRefused(() -> rooms().join(id, bob).block(LogNode.TIMEOUT), Refusal.Code.ROOM_NOT_FOUND);
            assertRefused(() -> rooms().leave(id, bob).block(LogNode.TIMEOUT), Refusal.Code.ROOM_NOT_FOUND);
            assertRefused(() -> marks().mark(id, bob.id(), 1).block(LogNode.TIMEOUT), Refusal.Code.ROOM_NOT_FOUND);
        }
    }

    @Test
    void archivedRoomIsReadWithoutJoining() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        node.write(room, new RoomWrite.Archive(ada, true));

        Account bob = account(node.actor("bob"));
        LogNode.await(rooms().enter(room, bob));

        assertThat(LogNode.await(rooms().read(room, bob)).role()).isNull();
        assertThat(LogNode.await(rooms().enter(room, account(ada))).membership().role())
                .isEqualTo(Role.OWNER);
    }

    @Test
    void newAccountJoinsGeneralOnce() {
        LogNode node = node();
        Account bob = account(node.actor("bob"));
        GeneralMembership listener = server.bean(GeneralMembership.class);

        listener.created(bob).block(LogNode.TIMEOUT);
        long revision = node.row(RoomAccess.GENERAL).revision();
        listener.created(bob).block(LogNode.TIMEOUT);

        assertThat(LogNode.await(rooms().read(RoomAccess.GENERAL, bob)).role()).isEqualTo(Role.MEMBER);
        assertThat(node.row(RoomAccess.GENERAL).revision()).isEqualTo(revision);
    }

    @Test
    void readMarkMovesOnlyForwardAndTakesNoRevision() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        IntStream.range(0, 5).forEach(i -> node.post(room, ada, "text"));
        long revision = node.row(room).revision();
        Account bob = account(node.member(room, "bob"));

        assertThat(LogNode.await(rooms().read(room, bob)).unread()).isZero();
        IntStream.range(0, 3).forEach(i -> node.post(room, ada, "more"));
        assertThat(LogNode.await(rooms().read(room, bob)).unread()).isEqualTo(3);
        marks().mark(room, bob.id(), 7).block(LogNode.TIMEOUT);
        marks().mark(room, bob.id(), 6).block(LogNode.TIMEOUT);

        assertThat(LogNode.await(rooms().read(room, bob)).unread()).isEqualTo(1);
        assertThat(node.row(room).revision()).isEqualTo(revision + 4);
    }

    @Test
    void readMarkBeyondTheLastMessageIsRefused() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        node.post(room, ada, "text");

        for (long seq : new long[] {0, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(() -> marks().mark(room, ada.id(), seq).block(LogNode.TIMEOUT), Refusal.Code.INVALID);
        }
    }

    @Test
    void nonMemberCannotSetReadMark() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        node.post(room, ada, "text");
        Actor bob = node.member(room, "bob");
        node.write(room, MemberWrite.Membership.leave(bob));

        assertRefused(() -> marks().mark(room, bob.id(), 1).block(LogNode.TIMEOUT), Refusal.Code.NOT_A_MEMBER);
    }

    @Test
    void refusedMarkDoesNotAffectOthers() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        IntStream.range(0, 50).forEach(i -> node.post(room, ada, "text"));
        Actor bob = node.member(room, "bob");

        Long stored = Flux.range(1, 100)
                .flatMap(
                        seq -> marks().mark(seq % 7 == 0 ? "nosuchroom" : room, ada.id(), seq)
                                .thenReturn(1)
                                .onErrorResume(Refusal.class, refused -> reactor.core.publisher.Mono.empty()),
                        100)
                .count()
                .block(LogNode.TIMEOUT);

        assertThat(stored).isEqualTo(50 - 7);
        assertThat(LogNode.await(rooms().read(room, account(ada))).readSeq()).isEqualTo(50);
        assertThat(LogNode.await(rooms().read(room, account(bob))).readSeq()).isEqualTo(50);
    }

    @Test
    void simultaneousMarksTakeEffectOneAfterTheOther() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("RoomServiceIT: parley.seed=" + seed);
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        IntStream.range(0, 12).forEach(i -> node.post(room, ada, "text"));
        Actor bob = node.member(room, "bob");
        long readSeq = column("read_seq", room, bob);
        long readRevision = column("read_revision", room, bob);
        for (int round = 0; round < 40; round++) {
            node.post(room, ada, "a new revision");
            long revision = node.row(room).revision();
            List<String> applied = new ArrayList<>(List.of("from " + readSeq));
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            answers.add(marks().mark(room, ada.id(), 1).toFuture());
            for (int i = random.nextInt(1, 6); i >= 0; i--) {
                boolean back = random.nextBoolean();
                long seq = random.nextInt(back ? 0 : 1, 13);
                applied.add((back ? "back to " : "to ") + seq);
                answers.add(
                        (back ? marks().moveBack(room, bob.id(), seq) : marks().mark(room, bob.id(), seq)).toFuture());
                readRevision = back || seq < readSeq ? readRevision : revision;
                readSeq = back ? Math.min(readSeq, seq) : Math.max(readSeq, seq);
            }
            answers.forEach(answer -> answer.orTimeout(1, TimeUnit.MINUTES).join());

            assertThat(List.of(column("read_seq", room, bob), column("read_revision", room, bob)))
                    .as(applied + " with seed " + seed)
                    .containsExactly(readSeq, readRevision);
        }
    }

    private long column(String column, String room, Actor member) {
        return node().count(
                        "select coalesce(" + column + ", 0) from member where room_id = :room and account_id = "
                                + member.id(),
                        room);
    }

    @Test
    void roleChangesNeverMoveReadMarksBack() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        Actor bob = node.member(room, "bob");
        IntStream.range(0, 200).forEach(i -> node.post(room, ada, "text"));

        Flux<Object> marking = Flux.range(1, 200)
                .concatMap(seq -> marks().mark(room, bob.id(), seq).thenReturn(seq));
        Flux<Object> promoting = Flux.range(0, 100)
                .concatMap(i -> node.log()
                        .write(room, new MemberWrite.Membership(ada, bob, i % 2 == 0 ? Role.MODERATOR : Role.MEMBER)));
        Flux.merge(marking, promoting).blockLast(LogNode.TIMEOUT);

        assertThat(LogNode.await(rooms().read(room, account(bob))).readSeq()).isEqualTo(200);
    }

    @Test
    void readMarksAndRoleChangesDoNotDeadlock() {
        LogNode node = node();
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        List<Actor> members =
                IntStream.range(0, 20).mapToObj(i -> node.member(room, "m")).toList();
        IntStream.range(0, 50).forEach(i -> node.post(room, ada, "text"));
        ReadMarks other = new ReadMarks(
                server.bean(ReadMarkRows.class), server.bean(RoomAccess.class), server.bean(FailureLog.class));

        Flux<Object> marking = Flux.range(0, 1_000)
                .flatMap(
                        i -> (i % 2 == 0 ? marks() : other)
                                .mark(room, members.get((i * 7) % 20).id(), 1 + i / 20)
                                .thenReturn(i),
                        200);
        Flux<Object> promoting = Flux.range(0, 100)
                .flatMap(
                        i -> node.log()
                                .write(
                                        room,
                                        new MemberWrite.Membership(
                                                ada, members.get(19 - i % 20), i < 50 ? Role.MODERATOR : Role.MEMBER)),
                        20);
        Flux.merge(marking, promoting).blockLast(LogNode.TIMEOUT);

        assertThat(members)
                .allSatisfy(member -> assertThat(LogNode.await(rooms().read(room, account(member)))
                                .readSeq())
                        .isEqualTo(50));
    }

    private LogNode node() {
        return new LogNode(server);
    }

    private RoomService rooms() {
        return server.bean(RoomService.class);
    }

    private ReadMarks marks() {
        return server.bean(ReadMarks.class);
    }

    private static Account account(Actor actor) {
        return new Account(actor.id(), actor.username(), actor.username(), null, Account.Kind.MEMBER, false);
    }

    private static void assertRefused(ThrowingCallable call, Refusal.Code code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
