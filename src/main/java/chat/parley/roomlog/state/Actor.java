package chat.parley.roomlog.state;

/**
 * An account that acts or is acted upon.
 *
 * @param displayName the display name when the actor was read; the log stores the name that is current by then
 * @param administrator whether it acts as an administrator of the installation, regardless of its role in the room
 */
public record Actor(long id, String username, String displayName, boolean administrator) {

    public Actor(long id, String username, String displayName) {
        this(id, username, displayName, false);
    }

    /** For uses that depend only on the account's identity. */
    public Actor(long id, String username) {
        this(id, username, username);
    }

    public Actor withDisplayName(String name) {
        return new Actor(id, username, name, administrator);
    }

    public Actor asAdministrator() {
        return new Actor(id, username, displayName, true);
    }

    public boolean is(Actor other) {
        return id == other.id;
    }
}
