package chat.parley.roomlog;

/**
 * The account that acts, or is acted upon.
 *
 * @param displayName as the actor is shown; what the log stores when the account joins a room or renames itself
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

    public Actor asAdministrator() {
        return new Actor(id, username, displayName, true);
    }

    boolean is(Actor other) {
        return id == other.id;
    }
}
