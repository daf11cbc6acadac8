package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * The membership of an account in a room; {@code joined} is false after the account has left or was removed.
 *
 * @param displayName the name to show, which need not be unique
 * @param banned whether the account is banned; written only when true
 */
public record MemberState(
        String username,
        String displayName,
        Role role,
        boolean joined,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean banned,
        long revision)
        implements Change {

    /** Older nodes do not send display names. */
    public MemberState {
        displayName = Objects.requireNonNullElse(displayName, username);
    }
}
