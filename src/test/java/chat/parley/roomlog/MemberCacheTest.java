package chat.parley.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberCacheTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final List<String> wentBack = new ArrayList<>();
    private String epoch = "first";
    private final MemberCache cache = new MemberCache(() -> epoch, wentBack::add);

    @Test
    void membersAreCachedWhileRevisionIsUnchanged() {
        cache.update(draft("garden", 7, 1, 2), epoch);

        assertThat(cache.members(room("garden", 7))).containsOnlyKeys(1L, 2L);
        assertThat(cache.members(room("garden", 8))).isEmpty();
        assertThat(cache.members(room("attic", 7))).isEmpty();
    }

    @Test
    void laterReadMembersAreAddedToCache() {
        cache.update(draft("garden", 7, 1, 2), epoch);
        RoomDraft next = new RoomDraft(room("garden", 7), cache.members(room("garden", 7)), new MentionTargets());
        next.members().load(member("garden", 3));
        cache.update(next, epoch);

        assertThat(cache.members(room("garden", 7))).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void membersAreDiscardedAfterChangeByAnotherNode() {
        cache.update(draft("garden", 7, 1, 2), epoch);
        cache.update(draft("garden", 9, 3), epoch);

        assertThat(cache.members(room("garden", 9))).containsOnlyKeys(3L);
    }

    @Test
    void roomIsReturnedUnlessAnotherNodeWritesToIt() {
        cache.update(draft("garden", 7, 1), epoch);
        assertThat(cache.room("garden")).isEqualTo(room("garden", 7));

        cache.update(draft("garden", 9, 1), epoch);
        assertThat(cache.room("garden")).isNull();

        cache.update(new RoomDraft(room("garden", 9), cache.members(room("garden", 9)), new MentionTargets()), epoch);
        assertThat(cache.room("garden")).isEqualTo(room("garden", 9));
        assertThat(cache.room("attic")).isNull();
    }

    @Test
    void leastRecentlyWrittenRoomsAreEvictedFirst() {
        IntStream.range(0, 6).forEach(i -> {
            cache.update(draft("garden", 7, 1), epoch);
            cache.update(draft("room" + i, 7, IntStream.range(0, 1_000).toArray()), epoch);
        });

        assertThat(cache.members(room("garden", 7))).isNotEmpty();
        assertThat(cache.members(room("room0", 7))).isEmpty();
        assertThat(cache.members(room("room5", 7))).hasSize(1_000);
    }

    @Test
    void membersOfFormerEpochAreDiscardedAndNotStored() {
        cache.update(draft("garden", 7, 1), epoch);
        epoch = "second";
        assertThat(cache.members(room("garden", 7))).isEmpty();
        cache.update(draft("garden", 7, 1), "first");
        assertThat(cache.members(room("garden", 7))).isEmpty();
        assertThat(wentBack).isEmpty();
    }

    @Test
    void revisionBelowCommittedOneIsReported() {
        cache.update(draft("garden", 7, 1), epoch);
        cache.members(room("garden", 6));
        assertThat(wentBack).containsExactly("first");
    }

    private static RoomDraft draft(String id, long revision, int... accounts) {
        RoomDraft draft = new RoomDraft(room(id, revision));
        IntStream.of(accounts).forEach(account -> draft.members().load(member(id, account)));
        return draft;
    }

    private static RoomRow room(String id, long revision) {
        return new RoomRow(
                id,
                RoomKind.PUBLIC,
                null,
                NOW,
                new RoomRow.Settings(id, List.of(), id, "", true),
                null,
                new RoomRow.Counters(0, revision, 1),
                null);
    }

    private static MemberRow member(String room, long account) {
        return new MemberRow(room, new Actor(account, "name" + account), Role.MEMBER, 0, 2, NOW, null, null);
    }
}
