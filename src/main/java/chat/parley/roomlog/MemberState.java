package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * An account's belonging to a room; {@code joined} is false for who has left or was removed.
 *
 * @param displayName the name to show, which need not be unique
 * @param banned whether the account is kept out; written only when true
 */
public record MemberState(
        String username,
        String displayName,
        Role role,
        boolean joined,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean banned,
        long revision)
        implements Change {

    /** A node of a version that knows no display names leaves them out. */
    public MemberState {
        displayName = Objects.requireNonNullElse(displayName, username);
    }
}
