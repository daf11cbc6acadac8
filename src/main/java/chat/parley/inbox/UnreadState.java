package chat.parley.inbox;

import chat.parley.room.Membership;
import chat.parley.room.RoomBody;
import chat.parley.room.RoomPreferences;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.Role;
import org.jspecify.annotations.Nullable;

/**
 * The unread state of an account in one of its rooms, as last sent.
 *
 * @param revision the room's revision at the time of the read; removals up to it are superseded
 * @param stateRevision the revision of the last change to the room itself; negative while unknown
 * @param receivedSeq the newest message that arrived through the room's log; a read of the database may include newer ones
 */
record UnreadState(
        long revision,
        long stateRevision,
        @Nullable Role role,
        RoomPreferences preferences,
        long lastSeq,
        long receivedSeq,
        long readSeq,
        long mentions,
        long deletions) {

    /** Nothing has been sent yet, and a read is scheduled. */
    static final UnreadState UNKNOWN = new UnreadState(-1, -1, null, RoomPreferences.NONE, 0, 0, 0, 0, 0);

    static UnreadState of(Membership membership) {
        long lastSeq = membership.room().lastSeq();
        return new UnreadState(
                membership.room().revision(),
                membership.room().stateRevision(),
                membership.role(),
                membership.preferences(),
                lastSeq,
                lastSeq,
                membership.readSeq(),
                membership.mentions(),
                membership.deletions());
    }

    boolean known() {
        return stateRevision >= 0;
    }

    boolean sameRoomState(UnreadState other) {
        return stateRevision == other.stateRevision && role == other.role && preferences.equals(other.preferences);
    }

    /**
     * Returns this newer state without going back behind what the log has already delivered. The log may also have
     * moved the read mark, because a message is stored together with its author's mark.
     */
    UnreadState mergedWith(UnreadState before) {
        long mergedReadSeq = lastSeq < before.receivedSeq ? Math.max(readSeq, before.readSeq) : readSeq;
        return new UnreadState(
                Math.max(revision, before.revision),
                stateRevision,
                role,
                preferences,
                Math.max(lastSeq, before.lastSeq),
                before.receivedSeq,
                mergedReadSeq,
                mentions,
                deletions);
    }

    UnreadState withMessage(long seq) {
        return new UnreadState(
                revision,
                stateRevision,
                role,
                preferences,
                Math.max(lastSeq, seq),
                Math.max(receivedSeq, seq),
                readSeq,
                mentions,
                deletions);
    }

    /** Returns the state after the account has posted the message {@code seq} and thereby read all earlier ones. */
    UnreadState withReadSeq(long seq) {
        return seq <= readSeq
                ? this
                : new UnreadState(revision, stateRevision, role, preferences, lastSeq, receivedSeq, seq, 0, 0);
    }

    boolean sameCounts(UnreadState other) {
        return lastSeq == other.lastSeq
                && readSeq == other.readSeq
                && mentions == other.mentions
                && deletions == other.deletions;
    }

    UnreadUpdate.Unread unread(String room, @Nullable MessageState message) {
        return new UnreadUpdate.Unread(room, lastSeq, readSeq, mentions, deletions, message);
    }

    static UnreadUpdate.Unread unread(RoomBody room, MessageState message) {
        return new UnreadUpdate.Unread(
                room.id(), room.lastSeq(), room.readSeq(), room.mentions(), room.deletedUnread(), message);
    }
}
