package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What everybody in a room sees of the room itself.
 *
 * @param people who belongs to a direct conversation, in order; written only for such a room
 */
public record RoomState(
        String id,
        @Nullable String name,
        String title,
        String topic,
        RoomKind kind,
        @Nullable String owner,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> people,
        long lastSeq,
        long revision,
        Instant createdAt,
        @Nullable Instant archivedAt)
        implements Change {}
