package chat.parley.roomlog.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An account that acts or is acted upon.
 *
 * @param displayName the display name when the actor was read; the log stores the name that is current by then
 * @param avatar the id of the profile picture, likewise; null if there is none
 * @param disabled whether the account is disabled, likewise
 * @param administrator whether it acts as an administrator of the installation, regardless of its role in the room
 */
public record Actor(
        long id,
        String username,
        String displayName,
        @Nullable String avatar,
        boolean disabled,
        boolean administrator) {

    public Actor(long id, String username, String displayName, @Nullable String avatar) {
        this(id, username, displayName, avatar, false, false);
    }

    /** For uses that depend only on the account's identity. */
    public Actor(long id, String username) {
        this(id, username, username, null);
    }

    /** Returns the actor with the display name, picture and disabled state of {@code current}. */
    public Actor withProfile(Actor current) {
        return new Actor(id, username, current.displayName, current.avatar, current.disabled, administrator);
    }

    public Actor asAdministrator() {
        return new Actor(id, username, displayName, avatar, disabled, true);
    }

    public boolean hasProfileOf(Actor other) {
        return displayName.equals(other.displayName)
                && Objects.equals(avatar, other.avatar)
                && disabled == other.disabled;
    }

    public boolean is(Actor other) {
        return id == other.id;
    }
}
