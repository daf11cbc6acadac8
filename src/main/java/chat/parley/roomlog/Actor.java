package chat.parley.roomlog;

/**
 * The account that acts, or is acted upon.
 *
 * @param displayName as the actor was shown when it was read; the log stores the name that the account has by then
 * @param administrator whether it acts as an administrator of the installation, whatever it is in the room
 */
public record Actor(long id, String username, String displayName, boolean administrator) {

    public Actor(long id, String username, String displayName) {
        this(id, username, displayName, false);
    }

    /** For where only who it is counts. */
    public Actor(long id, String username) {
        this(id, username, username);
    }

    Actor shownAs(String name) {
        return new Actor(id, username, name, administrator);
    }

    public Actor asAdministrator() {
        return new Actor(id, username, displayName, true);
    }

    boolean is(Actor other) {
        return id == other.id;
    }
}
