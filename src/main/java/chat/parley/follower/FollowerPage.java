package chat.parley.follower;

import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Change;
import java.util.List;

/**
 * The changes of a room after a follower's cursor, as any client reads them: each changed row once, in its newest
 * state. The follower's account could read the room after the changes were read.
 *
 * @param room the newest state of the room, which may be beyond the page
 * @param epoch the epoch of the revisions
 * @param after the revision before the changes
 * @param revision the revision that the receiver holds after applying them
 * @param changes in revision order, at least one
 */
public record FollowerPage(
        Follower follower, RoomRow room, String epoch, long after, long revision, List<Change> changes) {

    /** Returns the idempotency key, {@code room/revision}. A repetition has the same one. */
    public String id() {
        return room.id() + "/" + revision;
    }
}
