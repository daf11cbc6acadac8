package chat.parley.roomlog;

import org.jspecify.annotations.Nullable;

/**
 * How an account stands in a room at one moment.
 *
 * @param role what the account is there; null for who is no member
 */
public record Standing(
        String room,
        RoomKind kind,
        boolean archived,
        @Nullable Role role) {

    public boolean member() {
        return role != null;
    }
}
