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
 */
public record Seat(RoomRow room, @Nullable Role role, long readSeq, long mentions) {

    public Standing standing() {
        return room.standing(role);
    }

    public boolean member() {
        return role != null;
    }

    /** Nothing is unread for who is no member. */
    public long unread() {
        return member() ? Math.max(0, room.lastSeq() - readSeq) : 0;
    }
}
