package chat.parley.room;

import chat.parley.roomlog.AccessSubject;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.Role;
import org.jspecify.annotations.Nullable;

/**
 * A room as one account sees it.
 *
 * @param role null if the account is not a member
 * @param readSeq the account's read mark; 0 if it is not a member
 * @param mentions the number of messages that mention the account and are unread or were edited since
 * @param deletions the number of deleted messages after the read mark
 * @param preferences those of a member
 */
public record Membership(
        RoomRow room,
        @Nullable Role role,
        boolean banned,
        long readSeq,
        long mentions,
        long deletions,
        RoomPreferences preferences) {

    public AccessSubject subject() {
        return room.subject(role, banned);
    }

    public boolean hidden() {
        Long hiddenSeq = preferences.hiddenSeq();
        return hiddenSeq != null && room.lastSeq() <= hiddenSeq;
    }

    public boolean member() {
        return role != null;
    }

    /** Returns the number of unread messages; 0 if the account is not a member. */
    public long unread() {
        return member() ? Math.max(0, room.lastSeq() - readSeq - deletions) : 0;
    }
}
