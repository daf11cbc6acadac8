package chat.parley.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node of this installation, as the database knows it.
 *
 * @param alive whether its lease is valid; the row of one that crashed stays a while
 * @param version of its program; null where it was not built with one, or is of a version that did not tell
 * @param startedAt null from a version that did not tell
 * @param vitals null from a version that did not tell
 */
public record NodeStatus(
        Node node,
        boolean alive,
        @Nullable String version,
        @Nullable Instant startedAt,
        @Nullable Vitals vitals) {}
