package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The membership of an account in a room; {@code joined} is false after the account has left or was removed.
 *
 * @param displayName the name to show, which need not be unique
 * @param avatar the id of the profile picture; written only if there is one
 * @param disabled whether the account is disabled; written only when true
 * @param banned whether the account is banned; written only when true
 */
public record MemberState(
        String username,
        String displayName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String avatar,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean disabled,
        Role role,
        boolean joined,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean banned,
        long revision)
        implements Change {

    /** Older nodes do not send display names. */
    public MemberState {
        displayName = Objects.requireNonNullElse(displayName, username);
    }

    /** The membership of an account that is not disabled. */
    public MemberState(
            String username,
            String displayName,
            @Nullable String avatar,
            Role role,
            boolean joined,
            boolean banned,
            long revision) {
        this(username, displayName, avatar, false, role, joined, banned, revision);
    }
}
