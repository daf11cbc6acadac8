package chat.parley.gateway;

import org.jspecify.annotations.Nullable;

/**
 * The state of a room that a client holds.
 *
 * @param revision null if the client holds nothing
 * @param epoch the epoch of the revision; null if the client does not know it
 */
record ClientPosition(@Nullable Long revision, @Nullable String epoch) {

    static final ClientPosition NONE = new ClientPosition(null, null);

    /** Returns whether the client holds exactly this revision. */
    boolean matches(long currentRevision, String currentEpoch) {
        return revision != null && revision == currentRevision && (epoch == null || epoch.equals(currentEpoch));
    }
}
