package chat.parley.roomlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on a room's channel: the changes of a commit, or a signal.
 *
 * @param epoch the epoch of the history that the revisions refer to. A receiver in another epoch ignores the revisions
 *     and reads the log. Null from nodes of older versions, which do not send it
 */
public record Publication(@Nullable String epoch, List<EncodedChange> entries) {

    /** Returns whether the changes may be applied to a state of the given epoch. */
    public boolean matches(String current) {
        return epoch == null || epoch.equals(current);
    }
}
