package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.database.Epoch;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MessageState;
import chat.parley.support.SharedServer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Posts that are alone in their batches, on both databases, and how each database stores them. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class LonePostIT {

    private final LogNode node;
    private final Actor ada;
    private final String room;
    private final PostWriter writer;
    private final String epoch;
    private final TestLog log;

    LonePostIT(SharedServer server) {
        node = new LogNode(server.server());
        ada = node.actor("ada");
        room = node.room(ada);
        writer = node.server().bean(PostWriter.class);
        epoch = node.server().bean(Epoch.class).current();
        log = new TestLog(node.server());
    }

    @Test
    void writtenMessageIsReadWithAllItsColumns() {
        MessageRow message = message(1, 3, "nonce");

        assertThat(write(message)).isTrue();
        Changes.Page page = LogNode.await(node.changes().after(room, 2, 10));
        assertThat(page.changes()).isEqualTo(List.<Change>of(message.state()));
        assertThat(node.row(room).lastSeq()).isEqualTo(1);
        assertThat(node.count("select read_seq from member where room_id = :room", room))
                .isEqualTo(1);
        assertThat(node.count("select read_revision from member where room_id = :room", room))
                .isEqualTo(3);
        assertThat(node.count("select search_revision from message where room_id = :room", room))
                .isEqualTo(3);
    }

    @Test
    void nothingIsWrittenIfTheRoomHasAnotherRevision() {
        assertThat(write(message(1, 4, "early"))).isFalse();
        assertThat(write(message(1, 2, "late"))).isFalse();
        assertUnchanged();
    }

    /** The room has the same revision and seq, but they belong to another history. */
    @Test
    void nothingIsWrittenInAnotherEpoch() {
        assertThat(LogNode.await(writer.write(message(1, 3, "nonce"), "former")))
                .isFalse();
        assertUnchanged();
    }

    @Test
    void nothingIsWrittenForADisabledAuthor() {
        disable();

        assertThat(write(message(1, 3, "nonce"))).isFalse();
        assertUnchanged();
    }

    @Test
    void nothingIsWrittenForARepeatedNonce() {
        assertThat(write(message(1, 3, "same"))).isTrue();
        assertThat(write(message(2, 4, "same"))).isFalse();
        assertThat(node.row(room).revision()).isEqualTo(3);
        assertThat(write(message(2, 4, "other"))).isTrue();
    }

    @Test
    void lockedRoomIsLeftAlone() {
        Connection outside = Objects.requireNonNull(
                node.server().bean(ConnectionPool.class).create().block(LogNode.TIMEOUT));
        Mono.from(outside.beginTransaction())
                .thenMany(outside.createStatement("select id from room where id = '" + room + "' for update")
                        .execute())
                .flatMap(result -> result.map(row -> row.get(0)))
                .blockLast(LogNode.TIMEOUT);

        boolean written = write(message(1, 3, "nonce"));

        Mono.from(outside.rollbackTransaction())
                .then(Mono.from(outside.close()))
                .block(LogNode.TIMEOUT);
        assertThat(written).isFalse();
        assertUnchanged();
    }

    @Test
    void postsOfTwoNodesInTurnKeepTheOrder() {
        TestLog other = new TestLog(node.server());
        for (long i = 1; i <= 6; i++) {
            assertThat(post(i % 3 == 0 ? other : log, "text " + i).seq()).isEqualTo(i);
        }
        assertThat(LogNode.await(node.changes().after(room, 2, 10)).changes())
                .extracting(change -> ((MessageState) change).text())
                .containsExactly("text 1", "text 2", "text 3", "text 4", "text 5", "text 6");
    }

    @Test
    void repeatedPostReturnsTheFirst() {
        MessageWrite.Post post = new MessageWrite.Post(ada, "again", "text", null);
        post(log, "before");
        Change first = LogNode.await(log.log().write(room, post));

        assertThat(LogNode.await(log.log().write(room, post))).isEqualTo(first);
        assertThat(post(log, "after").seq()).isEqualTo(3);
    }

    @Test
    void accountDisabledBetweenPostsIsRefused() {
        post(log, "before");
        disable();

        assertRefused(ada, Code.FORBIDDEN);
    }

    @Test
    void memberRemovedByAnotherNodeIsRefused() {
        Actor bo = node.member(room, "bo");
        LogNode.await(log.log().write(room, new MessageWrite.Post(bo, LogNode.nonce(), "text", null)));
        node.write(room, new MemberWrite.Membership(ada, bo, null));

        assertRefused(bo, Code.NOT_A_MEMBER);
    }

    private void assertRefused(Actor author, Code code) {
        assertThatThrownBy(() -> LogNode.await(
                        log.log().write(room, new MessageWrite.Post(author, LogNode.nonce(), "text", null))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private void assertUnchanged() {
        assertThat(node.row(room).revision()).isEqualTo(2);
        assertThat(node.count("select count(*) from message where room_id = :room", room))
                .isZero();
        assertThat(node.count("select read_seq from member where room_id = :room", room))
                .isZero();
    }

    private MessageState post(TestLog through, String text) {
        return (MessageState)
                LogNode.await(through.log().write(room, new MessageWrite.Post(ada, LogNode.nonce(), text, null)));
    }

    private void disable() {
        node.database()
                .sql("update account set disabled_at = :now where id = :id")
                .bind("now", Instant.now())
                .bind("id", ada.id())
                .then()
                .block(LogNode.TIMEOUT);
    }

    private boolean write(MessageRow message) {
        return LogNode.await(writer.write(message, epoch));
    }

    private MessageRow message(long seq, long revision, String nonce) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return MessageRow.posted(
                new MessageRow.Origin(room, seq, ada, nonce, 1L, now),
                revision,
                new MessageRow.Content("A text with Ümlauts", Mentions.NONE, MessageFiles.NONE, MessagePreviews.NONE));
    }
}
