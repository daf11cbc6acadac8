package chat.parley.message;

import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.room.Members;
import chat.parley.roomlog.Change;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.MemberState;
import chat.parley.roomlog.MessageState;
import chat.parley.roomlog.RoomRow;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * What a client needs to stand at a room's newest revision. Says nothing of who may know it: ask before.
 *
 * <p>The room's row is read first. So a snapshot may hold a row that is newer than its revision, and that change comes
 * once more, which does no harm; it never claims a change that it does not hold.
 *
 * <p>Many who ask for the same room at once are answered by one read.
 */
@Service
public class Snapshots {

    /** How many messages a fresh page has. */
    static final int PAGE = 50;

    /** More changes than these are no news but another room: a fresh page costs less. */
    static final int MOST_CHANGES = 500;

    /** How many members come with a fresh page; further ones are listed by {@code GET …/members}. */
    static final int MOST_MEMBERS = 200;

    private final Changes changes;
    private final Messages messages;
    private final Members members;
    private final Epoch epoch;
    private final SharedReads shared;

    Snapshots(Changes changes, Messages messages, Members members, Epoch epoch, EpochCheck check) {
        this.epoch = epoch;
        this.shared = new SharedReads(MOST_CHANGES, check::wentBack);
        this.changes = changes;
        this.messages = messages;
        this.members = members;
    }

    /**
     * The newest messages and the first members by name. Empty for a room that does not exist.
     *
     * @param atLeast a revision that the room has reached, which the snapshot must not be behind
     */
    public Mono<Snapshot> newest(String room, Reached atLeast) {
        return epoch.within(now ->
                shared.newest(now, room, atLeast.in(now), changes.room(room).flatMap(row -> fresh(now, row, false))));
    }

    /**
     * All that changed after a revision, or a fresh page if that is too much, or if the client got the revision from
     * another history: it says so, or the room has never seen such a revision. Empty for a room that does not exist.
     *
     * @param known the epoch of the revision; null for a client that knows none
     * @param atLeast a revision that the room has reached, which the snapshot must not be behind
     */
    public Mono<Snapshot> since(String room, @Nullable String known, long revision, Reached atLeast) {
        return epoch.within(now -> known == null || known.equals(now)
                ? shared.since(now, room, revision, atLeast.in(now), after -> read(now, room, after))
                : newest(room, atLeast).map(Snapshot::asReset));
    }

    private Mono<Snapshot> read(String now, String room, long revision) {
        return changes.after(room, revision, MOST_CHANGES)
                .flatMap(page -> page.more() || page.revision() < revision
                        ? fresh(now, page.room(), true)
                        : Mono.just(changed(now, page)));
    }

    private Mono<Snapshot> fresh(String now, RoomRow room, boolean reset) {
        return Mono.zip(
                messages.newest(room.id(), SeqRange.upTo(room.lastSeq()), PAGE),
                members.first(room.id(), MOST_MEMBERS),
                (newest, first) ->
                        new Snapshot(now, room.revision(), room.lastSeq(), room.state(), newest, first, reset));
    }

    private static Snapshot changed(String now, Changes.Page page) {
        RoomRow room = page.room();
        return new Snapshot(
                now,
                page.revision(),
                room.lastSeq(),
                room.state(),
                of(page.changes(), MessageState.class, Comparator.comparing(MessageState::seq)),
                of(page.changes(), MemberState.class, Comparator.comparing(MemberState::username)),
                false);
    }

    private static <C extends Change> List<C> of(List<Change> changes, Class<C> type, Comparator<C> order) {
        return changes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(order)
                .toList();
    }
}
