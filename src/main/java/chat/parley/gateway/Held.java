package chat.parley.gateway;

import org.jspecify.annotations.Nullable;

/**
 * What a client holds of a room.
 *
 * @param revision null for nothing
 * @param epoch of the revision; null for a client that knows none
 */
record Held(@Nullable Long revision, @Nullable String epoch) {

    static final Held NOTHING = new Held(null, null);

    /** Whether it holds just this. */
    boolean is(long other, String now) {
        return revision != null && revision == other && (epoch == null || epoch.equals(now));
    }
}
