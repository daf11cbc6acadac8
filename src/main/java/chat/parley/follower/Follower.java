package chat.parley.follower;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored cursor in a room, as it was when read.
 *
 * @param kind the {@link FollowerKind#name() name} of its kind
 * @param account whose access decides what is sent
 * @param revision the receiver has everything up to this revision
 * @param sending the last revision of the page that was being sent; null if none was
 * @param head the room's newest revision; 0 if the room does not exist
 * @param failures the number of failed attempts since the last success
 * @param failing the time since the first of them; null if there are none
 * @param failingSince the database's time of the first of them, in milliseconds; identifies the series of failures
 * @param nextAttempt the time until the next attempt, zero if it is due
 * @param pausedFor null unless it is paused
 */
public record Follower(
        long id,
        String kind,
        long account,
        String room,
        long revision,
        @Nullable Long sending,
        long head,
        int failures,
        @Nullable Duration failing,
        @Nullable Long failingSince,
        Duration nextAttempt,
        @Nullable String lastError,
        @Nullable Instant pausedAt,
        @Nullable PauseReason pausedFor) {

    /** Returns how many revisions the receiver is behind the room. */
    public long lag() {
        return Math.max(0, head - revision);
    }

    public boolean paused() {
        return pausedAt != null;
    }

    Follower delivered(long newRevision) {
        return new Follower(
                id, kind, account, room, newRevision, null, head, 0, null, null, Duration.ZERO, null, null, null);
    }
}
