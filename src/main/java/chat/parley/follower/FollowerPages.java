package chat.parley.follower;

import chat.parley.database.Epoch;
import chat.parley.http.Refusal;
import chat.parley.room.Membership;
import chat.parley.room.RoomAccess;
import chat.parley.room.Rooms;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the next page of a follower, as any client of its account would. */
@Component
class FollowerPages {

    static final int MAX_CHANGES = 100;

    private final Changes changes;
    private final Rooms rooms;
    private final RoomAccess access;
    private final Epoch epoch;

    FollowerPages(Changes changes, Rooms rooms, RoomAccess access, Epoch epoch) {
        this.changes = changes;
        this.rooms = rooms;
        this.access = access;
        this.epoch = epoch;
    }

    /**
     * Returns the page after the follower's cursor; empty if the room has no further changes. A page that was begun
     * ends at the same revision again; if all of its rows have changed since, it has no changes.
     *
     * <p>Access is checked after the changes were read, so the page holds nothing from after a removal. If the account
     * may not read the room, fails with the {@link Refusal}.
     */
    Mono<FollowerPage> next(Follower follower) {
        return epoch.readConsistently(current -> changes.after(follower.room(), follower.revision(), MAX_CHANGES)
                .filter(page -> page.revision() > follower.revision())
                .delayUntil(page -> checkAccess(follower))
                .map(page -> page(follower, current, page)));
    }

    private Mono<Void> checkAccess(Follower follower) {
        return rooms.byId(follower.room(), follower.account())
                .switchIfEmpty(Mono.error(RoomId::notFound))
                .doOnNext(this::requireMember)
                .then();
    }

    /** People may read public rooms without a membership; a program that was removed from one must receive nothing. */
    private void requireMember(Membership membership) {
        access.mayRead(membership.subject());
        if (!membership.member()) {
            throw RoomId.notFound();
        }
    }

    /** Notices only repeat other changes for display. */
    private static FollowerPage page(Follower follower, String epoch, Changes.Page page) {
        long last = lastRevision(follower, page.revision());
        List<Change> found = page.changes().stream()
                .filter(change -> change.revision() <= last && !(change instanceof NoticeState))
                .toList();
        return new FollowerPage(follower, page.room(), epoch, follower.revision(), last, found);
    }

    private static long lastRevision(Follower follower, long read) {
        @Nullable Long begun = follower.sending();
        return begun != null && begun > follower.revision() ? Math.min(begun, read) : read;
    }
}
