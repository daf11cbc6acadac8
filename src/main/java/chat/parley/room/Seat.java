package chat.parley.room;

import chat.parley.roomlog.Role;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.Standing;
import org.jspecify.annotations.Nullable;

/**
 * A room as one account sees it from its place there.
 *
 * @param role null for who is no member
 * @param readSeq how far the account has read; 0 for who is no member
 * @param mentions how many messages after that call the account
 * @param level what the account wants to be told of; null for what is usual
 * @param hiddenSeq the account hides the room until there is a message after this one; null for never
 */
public record Seat(
        RoomRow room,
        @Nullable Role role,
        boolean banned,
        long readSeq,
        long mentions,
        @Nullable NotificationLevel level,
        @Nullable Long hiddenSeq) {

    public Standing standing() {
        return room.standing(role, banned);
    }

    public boolean hidden() {
        return hiddenSeq != null && room.lastSeq() <= hiddenSeq;
    }

    public boolean member() {
        return role != null;
    }

    /** Nothing is unread for who is no member. */
    public long unread() {
        return member() ? Math.max(0, room.lastSeq() - readSeq) : 0;
    }
}
