package chat.parley.gateway;

import org.jspecify.annotations.Nullable;

/**
 * The state of a room that a client holds.
 *
 * @param revision null if the client holds nothing
 * @param epoch the epoch of the revision; null if the client does not know it
 */
record ClientPosition(@Nullable Long revision, @Nullable String epoch) {

    static final ClientPosition NOTHING = new ClientPosition(null, null);

    /** Returns whether the client holds exactly this revision. */
    boolean is(long other, String now) {
        return revision != null && revision == other && (epoch == null || epoch.equals(now));
    }
}
