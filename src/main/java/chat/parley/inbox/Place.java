package chat.parley.inbox;

import chat.parley.room.NotificationLevel;
import chat.parley.room.RoomBody;
import chat.parley.room.Seat;
import chat.parley.roomlog.MessageState;
import chat.parley.roomlog.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands in one of its rooms, as it was last told.
 *
 * @param revision the room's when this was read; removals up to it are superseded
 * @param looks the revision at which the room itself was last changed; negative while nothing is known
 * @param heard the newest message that came through the room's log; a look at the database may know newer ones earlier
 */
record Place(
        long revision,
        long looks,
        @Nullable Role role,
        @Nullable NotificationLevel level,
        @Nullable Long hiddenSeq,
        long lastSeq,
        long heard,
        long readSeq,
        long mentions) {

    /** Nothing was told yet, and somebody is about to look. */
    static final Place UNKNOWN = new Place(-1, -1, null, null, null, 0, 0, 0, 0);

    static Place of(Seat seat) {
        long lastSeq = seat.room().lastSeq();
        return new Place(
                seat.room().revision(),
                seat.room().stateRevision(),
                seat.role(),
                seat.level(),
                seat.hiddenSeq(),
                lastSeq,
                lastSeq,
                seat.readSeq(),
                seat.mentions());
    }

    boolean known() {
        return looks >= 0;
    }

    boolean looksLike(Place other) {
        return looks == other.looks
                && role == other.role
                && level == other.level
                && Objects.equals(hiddenSeq, other.hiddenSeq);
    }

    /**
     * This is newer, but knows no more of the log. What it was read without may have moved the mark on: a message is
     * stored together with its author's mark.
     */
    Place after(Place before) {
        long mark = lastSeq < before.heard ? Math.max(readSeq, before.readSeq) : readSeq;
        return new Place(
                Math.max(revision, before.revision),
                looks,
                role,
                level,
                hiddenSeq,
                Math.max(lastSeq, before.lastSeq),
                before.heard,
                mark,
                mentions);
    }

    Place withMessage(long seq) {
        return with(Math.max(lastSeq, seq), Math.max(heard, seq), readSeq);
    }

    Place withReadSeq(long seq) {
        return with(lastSeq, heard, Math.max(readSeq, seq));
    }

    private Place with(long newLastSeq, long newHeard, long newReadSeq) {
        return new Place(revision, looks, role, level, hiddenSeq, newLastSeq, newHeard, newReadSeq, mentions);
    }

    boolean countsLike(Place other) {
        return lastSeq == other.lastSeq && readSeq == other.readSeq && mentions == other.mentions;
    }

    News.Unread unread(String room, @Nullable MessageState message) {
        return new News.Unread(room, lastSeq, readSeq, mentions, message);
    }

    static News.Unread unread(RoomBody room, MessageState message) {
        return new News.Unread(room.id(), room.lastSeq(), room.readSeq(), room.mentions(), message);
    }
}
