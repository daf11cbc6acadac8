package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.room.ReadMarks;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.support.SharedServer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes to members whose read marks move at the same time, on each database. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class MemberWriterIT {

    private static final int MESSAGES = 12;

    private final LogNode node;
    private String room;
    private Actor bob;

    MemberWriterIT(SharedServer server) {
        this.node = new LogNode(server.server());
    }

    @BeforeEach
    void join() {
        Actor ada = node.actor("ada");
        room = node.room(ada);
        bob = node.member(room, "bob");
        IntStream.range(0, MESSAGES).forEach(i -> node.post(room, ada, "text"));
    }

    @ParameterizedTest
    @CsvSource({"moderator, false", "member, true", "member, false"})
    void changeKeepsReadMarkThatMovedAfterTheRowWasLoaded(String role, boolean leaves) {
        marks().mark(room, bob.id(), 10).block(LogNode.TIMEOUT);
        MemberRow loaded = load();
        MemberRow changed = row(loaded, Role.of(role), 10, loaded.joinedAt(), leaves ? Instant.now() : null);

        marks().moveBack(room, bob.id(), 3).block(LogNode.TIMEOUT);
        store(changed);
        assertThat(load().readSeq()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"moderator", "member"})
    void changeKeepsReadMarkThatAdvancedAfterTheRowWasLoaded(String role) {
        MemberRow loaded = load();
        marks().mark(room, bob.id(), 11).block(LogNode.TIMEOUT);
        store(row(loaded, Role.of(role), loaded.readSeq(), loaded.joinedAt(), null));
        assertThat(load().readSeq()).isEqualTo(11);
    }

    /** A batch may contain leaving and returning, which is then one change of the row. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void returningMemberStartsWithoutUnreadMessages(boolean leftEarlier) {
        if (leftEarlier) {
            node.write(room, MemberWrite.Membership.leave(bob));
        }
        MemberRow loaded = load();
        store(row(loaded, Role.MEMBER, MESSAGES, Instant.now(), null));
        assertThat(load().readSeq()).isEqualTo(MESSAGES);
        assertThat(node.count(
                        "select read_revision from member where room_id = :room and account_id = " + bob.id(), room))
                .isEqualTo(loaded.revision() + 1);
    }

    private static MemberRow row(
            MemberRow loaded, Role role, long readSeq, Instant joinedAt, @Nullable Instant leftAt) {
        return new MemberRow(
                loaded.room(), loaded.account(), role, readSeq, loaded.revision() + 1, joinedAt, leftAt, null);
    }

    private MemberRow load() {
        return LogNode.await(node.database()
                .sql("select " + MemberRow.COLUMNS + " from member m join account a on a.id = m.account_id"
                        + " where m.room_id = :room and m.account_id = :account")
                .bind("room", room)
                .bind("account", bob.id())
                .map(MemberRow::of)
                .one());
    }

    private void store(MemberRow row) {
        node.server().bean(MemberWriter.class).update(List.of(row)).block(LogNode.TIMEOUT);
    }

    private ReadMarks marks() {
        return node.server().bean(ReadMarks.class);
    }
}
