package chat.parley.roomlog;

/**
 * The account that acts, or is acted upon.
 *
 * @param displayName as the actor is shown; what the log stores when the account joins a room or renames itself
 */
public record Actor(long id, String username, String displayName) {

    /** For where only who it is counts. */
    public Actor(long id, String username) {
        this(id, username, username);
    }

    boolean is(Actor other) {
        return id == other.id;
    }
}
