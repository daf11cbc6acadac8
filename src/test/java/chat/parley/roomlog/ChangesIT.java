package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomState;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

@ParameterizedClass
@EnumSource(SharedServer.class)
class ChangesIT {

    private final LogNode node;

    ChangesIT(SharedServer server) {
        node = new LogNode(server.server());
    }

    @Test
    void pagesOfAnySizeFromAnyRevisionMatchWrites() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random random = new Random(seed);
        Actor ada = node.actor("ada");
        String room = node.room(ada);
        Map<String, Change> truth = randomHistory(room, ada, random);
        long head = node.row(room).revision();
        assertThat(truth.values().stream().mapToLong(Change::revision).max())
                .as("seed %s", seed)
                .hasValue(head);

        List<Change> notices = pages(room, 0, 10_000).stream()
                .filter(NoticeState.class::isInstance)
                .toList();
        assertThat(notices).isNotEmpty();
        for (int i = 0; i < 60; i++) {
            long after = random.nextLong(head + 2);
            List<Change> expected = truth.values().stream()
                    .filter(change -> change.revision() > after)
                    .sorted(Comparator.comparingLong(Change::revision))
                    .toList();
            List<Change> found = pages(room, after, 1 + random.nextInt(40));
            assertThat(found)
                    .as("seed %s, after %s", seed, after)
                    .filteredOn(change -> !(change instanceof NoticeState))
                    .isEqualTo(expected);
            assertThat(found)
                    .as("seed %s, after %s", seed, after)
                    .filteredOn(NoticeState.class::isInstance)
                    .isEqualTo(notices.stream()
                            .filter(notice -> notice.revision() > after)
                            .toList());
        }
    }

    /** Makes random writes and returns each row's last state, derived only from the answers to the writes. */
    private Map<String, Change> randomHistory(String room, Actor ada, Random random) {
        Map<String, Change> truth = new HashMap<>();
        LogNode.await(node.changes().after(room, 0, 10)).changes().forEach(change -> remember(truth, change));
        List<Actor> people =
                IntStream.range(0, 5).mapToObj(i -> node.actor("p")).toList();
        for (int i = 0; i < 300; i++) {
            Actor somebody = people.get(random.nextInt(5));
            long seq = 1 + random.nextInt(60);
            Write write = switch (random.nextInt(9)) {
                case 0 -> new MessageWrite.Edit(ada, seq, "edited " + i);
                case 1 -> new MessageWrite.Delete(ada, seq);
                case 2 -> MemberWrite.Membership.join(somebody);
                case 3 -> MemberWrite.Membership.leave(somebody);
                case 4 -> new MemberWrite.Membership(ada, somebody, Role.MODERATOR);
                case 5 -> new RoomWrite.Settings(ada, null, "title " + i, null);
                default -> new MessageWrite.Post(random.nextBoolean() ? ada : somebody, "n" + i, "text " + i, null);
            };
            node.log()
                    .write(room, write)
                    .onErrorResume(Refusal.class, refused -> Mono.empty())
                    .blockOptional(LogNode.TIMEOUT)
                    .ifPresent(change -> remember(truth, change));
        }
        return truth;
    }

    /** The answer to a repeated leave is not the state of a row. */
    private static void remember(Map<String, Change> truth, Change change) {
        if (change instanceof MessageState message) {
            truth.put("message " + message.seq(), message);
        } else if (change instanceof RoomState room) {
            truth.put("room", comparable(room));
        } else if (change instanceof MemberState member && (member.joined() || truth.containsKey(member.username()))) {
            truth.put(member.username(), member);
        }
    }

    private List<Change> pages(String room, long after, int limit) {
        List<Change> all = new ArrayList<>();
        Changes.Page page;
        long from = after;
        do {
            page = LogNode.await(node.changes().after(room, from, limit));
            assertThat(page.changes().size()).isLessThanOrEqualTo(limit + 1);
            page.changes().forEach(change -> all.add(change instanceof RoomState state ? comparable(state) : change));
            from = page.revision();
        } while (page.more());
        return all;
    }

    /** A room's state contains the number of messages at the time of the read. */
    private static RoomState comparable(RoomState room) {
        return new RoomState(
                room.id(),
                room.name(),
                room.title(),
                room.topic(),
                room.kind(),
                room.owner(),
                room.people(),
                0,
                room.revision(),
                room.createdAt(),
                room.archivedAt(),
                room.formerNames(),
                room.previews());
    }

    @Test
    void revisionAheadOfRoomYieldsEmptyPageAtRoomsRevision() {
        Actor ada = node.actor("ada");
        String room = node.room(ada);

        Changes.Page page = LogNode.await(node.changes().after(room, 99, 10));

        assertThat(page.revision()).isEqualTo(2);
        assertThat(page.more()).isFalse();
        assertThat(page.changes()).isEmpty();
    }

    @Test
    void missingRoomHasNoPage() {
        assertThat(node.changes().after("nosuchroom", 0, 10).blockOptional(LogNode.TIMEOUT))
                .isEmpty();
    }

    @Test
    void revisionsOfManyRoomsAreReadTogether() {
        Actor ada = node.actor("ada");
        String one = node.room(ada);
        String other = node.room(ada);
        node.post(other, ada, "x");

        assertThat(LogNode.await(node.changes().revisions(List.of(one, other, "nosuchroom"))))
                .isEqualTo(Map.of(one, 2L, other, 3L));
        assertThat(LogNode.await(node.changes().revisions(List.of()))).isEmpty();
    }
}
