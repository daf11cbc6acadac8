package chat.parley.node;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node of this installation, as stored in the database.
 *
 * @param alive whether its lease is valid; the row of a crashed node remains for a while
 * @param version of the program; null if the build has none, or for a node of a version that did not store it
 * @param startedAt null for a version that did not store it
 * @param clockAhead how far its clock was ahead of the database's at the last renewal of its lease, to within the
 *     duration of a statement; null for a version that did not store it
 * @param vitals null for a version that did not store them
 */
public record NodeStatus(
        Node node,
        boolean alive,
        @Nullable String version,
        @Nullable Instant startedAt,
        @Nullable Duration clockAhead,
        @Nullable Vitals vitals) {}
