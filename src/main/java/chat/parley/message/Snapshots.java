package chat.parley.message;

import chat.parley.room.Members;
import chat.parley.roomlog.Change;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.MemberState;
import chat.parley.roomlog.MessageState;
import chat.parley.roomlog.RoomRow;
import java.util.Comparator;
import java.util.List;
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
    private final SharedReads shared = new SharedReads(MOST_CHANGES);

    Snapshots(Changes changes, Messages messages, Members members) {
        this.changes = changes;
        this.messages = messages;
        this.members = members;
    }

    /**
     * The newest messages and the first members by name. Empty for a room that does not exist.
     *
     * @param atLeast a revision that the room has reached, which the snapshot must not be behind
     */
    public Mono<Snapshot> newest(String room, long atLeast) {
        return shared.newest(room, atLeast, changes.room(room).flatMap(row -> fresh(row, false)));
    }

    /**
     * All that changed after a revision, or a fresh page if that is too much, or if the room has never seen such a
     * revision: the client must have got it from another database. Empty for a room that does not exist.
     *
     * @param atLeast a revision that the room has reached, which the snapshot must not be behind
     */
    public Mono<Snapshot> since(String room, long revision, long atLeast) {
        return shared.since(room, revision, atLeast, after -> read(room, after));
    }

    private Mono<Snapshot> read(String room, long revision) {
        return changes.after(room, revision, MOST_CHANGES)
                .flatMap(page -> page.more() || page.revision() < revision
                        ? fresh(page.room(), true)
                        : Mono.just(changed(page)));
    }

    private Mono<Snapshot> fresh(RoomRow room, boolean reset) {
        return Mono.zip(
                messages.newest(room.id(), SeqRange.upTo(room.lastSeq()), PAGE),
                members.first(room.id(), MOST_MEMBERS),
                (newest, first) -> new Snapshot(room.revision(), room.lastSeq(), room.state(), newest, first, reset));
    }

    private static Snapshot changed(Changes.Page page) {
        RoomRow room = page.room();
        return new Snapshot(
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
