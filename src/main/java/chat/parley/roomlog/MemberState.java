package chat.parley.roomlog;

import java.util.Objects;

/**
 * An account's belonging to a room; {@code joined} is false for who has left or was removed.
 *
 * @param displayName the name to show, which need not be unique
 */
public record MemberState(String username, String displayName, Role role, boolean joined, long revision)
        implements Change {

    /** A node of a version that knows no display names leaves them out. */
    public MemberState {
        displayName = Objects.requireNonNullElse(displayName, username);
    }
}
