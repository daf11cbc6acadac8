package chat.parley.roomlog;

import org.jspecify.annotations.Nullable;

/**
 * How an account stands in a room at one moment.
 *
 * @param role what the account is there; null for who is no member
 * @param administrator whether the account acts as an administrator of the installation
 */
public record Standing(
        String room,
        RoomKind kind,
        boolean archived,
        @Nullable Role role,
        boolean banned,
        boolean administrator) {

    public Standing(String room, RoomKind kind, boolean archived, @Nullable Role role) {
        this(room, kind, archived, role, false, false);
    }

    public boolean member() {
        return role != null;
    }
}
