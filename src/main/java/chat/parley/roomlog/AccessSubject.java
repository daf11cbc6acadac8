package chat.parley.roomlog;

import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * The state of a room and of an account in it, as the access checks see them at one moment.
 *
 * @param name the room's name, for refusals; null if it has none
 * @param role the account's role in the room; null if it is not a member
 * @param administrator whether the account acts as an administrator of the installation
 */
public record AccessSubject(
        String room,
        @Nullable String name,
        RoomKind kind,
        boolean archived,
        @Nullable Role role,
        boolean banned,
        boolean administrator) {

    public AccessSubject(String room, RoomKind kind, boolean archived, @Nullable Role role) {
        this(room, kind, archived, role, false, false);
    }

    public AccessSubject(
            String room, RoomKind kind, boolean archived, @Nullable Role role, boolean banned, boolean administrator) {
        this(room, null, kind, archived, role, banned, administrator);
    }

    public boolean member() {
        return role != null;
    }
}
