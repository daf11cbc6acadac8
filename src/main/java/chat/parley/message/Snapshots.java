package chat.parley.message;

import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.room.Members;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Reads the state that a client needs to reach a room's newest revision. Callers check permission.
 *
 * <p>The room's row is read first. A snapshot may therefore contain a row that is newer than its revision; that change
 * is delivered again, which is harmless. A snapshot never claims a change that it does not contain.
 *
 * <p>Concurrent requests for the same room are served by one read.
 */
@Service
public class Snapshots {

    /** The number of messages in a fresh page. */
    static final int PAGE_SIZE = 50;

    /** With more changes than these, a fresh page costs less. */
    static final int MAX_CHANGES = 500;

    /** The number of members in a fresh page; more are listed by {@code GET …/members}. */
    static final int MAX_MEMBERS = 200;

    private final Changes changes;
    private final Messages messages;
    private final Members members;
    private final Notices notices;
    private final Epoch epoch;
    private final SnapshotCache cache;

    Snapshots(Changes changes, Messages messages, Members members, Notices notices, Epoch epoch, EpochCheck check) {
        this.epoch = epoch;
        this.cache = new SnapshotCache(MAX_CHANGES, check::wentBack);
        this.changes = changes;
        this.messages = messages;
        this.members = members;
        this.notices = notices;
    }

    /**
     * Returns the newest messages and the first members by name. Empty if the room does not exist.
     *
     * @param atLeast a revision that the room has reached; the snapshot is not older
     */
    public Mono<Snapshot> newest(String room, ObservedRevision atLeast) {
        return epoch.readConsistently(current -> cache.newest(
                current,
                room,
                atLeast.inEpoch(current),
                changes.room(room).flatMap(row -> fresh(current, row, false))));
    }

    /**
     * Returns everything that changed after a revision. Returns a fresh page instead if there are too many changes, or
     * if the client's revision belongs to another history: its epoch differs, or the room has never had such a
     * revision. Empty if the room does not exist.
     *
     * @param knownEpoch the epoch of the revision; null if the client does not know it
     * @param atLeast a revision that the room has reached; the snapshot is not older
     */
    public Mono<Snapshot> since(String room, @Nullable String knownEpoch, long revision, ObservedRevision atLeast) {
        return epoch.readConsistently(current -> knownEpoch == null || knownEpoch.equals(current)
                ? cache.since(current, room, revision, atLeast.inEpoch(current), after -> read(current, room, after))
                : newest(room, atLeast).map(Snapshot::asReset));
    }

    private Mono<Snapshot> read(String current, String room, long revision) {
        return changes.after(room, revision, MAX_CHANGES)
                .flatMap(page -> page.more() || page.revision() < revision
                        ? fresh(current, page.room(), true)
                        : Mono.just(changed(current, page)));
    }

    private Mono<Snapshot> fresh(String current, RoomRow room, boolean reset) {
        return Mono.zip(newest(room), members.first(room.id(), MAX_MEMBERS))
                .zipWhen(
                        rows -> notices.around(room.id(), rows.getT1(), room.lastSeq()),
                        (rows, around) -> new Snapshot(
                                current,
                                room.revision(),
                                room.lastSeq(),
                                room.state(),
                                rows.getT1(),
                                rows.getT2(),
                                around,
                                reset));
    }

    private Mono<List<MessageState>> newest(RoomRow room) {
        return messages.newest(room.id(), SeqRange.upTo(room.lastSeq()), PAGE_SIZE);
    }

    private static Snapshot changed(String current, Changes.Page page) {
        RoomRow room = page.room();
        return new Snapshot(
                current,
                page.revision(),
                room.lastSeq(),
                room.state(),
                select(page.changes(), MessageState.class, Comparator.comparing(MessageState::seq)),
                select(page.changes(), MemberState.class, Comparator.comparing(MemberState::username)),
                select(page.changes(), NoticeState.class, Comparator.comparing(NoticeState::seq)),
                false);
    }

    private static <C extends Change> List<C> select(List<Change> changes, Class<C> type, Comparator<C> order) {
        return changes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(order)
                .toList();
    }
}
