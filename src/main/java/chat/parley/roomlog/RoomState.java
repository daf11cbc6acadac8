package chat.parley.roomlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What everybody in a room sees of the room itself. */
public record RoomState(
        String id,
        @Nullable String name,
        String title,
        String topic,
        RoomKind kind,
        @Nullable String owner,
        long lastSeq,
        long revision,
        Instant createdAt,
        @Nullable Instant archivedAt)
        implements Change {}
