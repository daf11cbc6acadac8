package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What everybody in a room sees of the room itself.
 *
 * @param formerNames names that the room had, the newest first; written only where there are any
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
        @Nullable Instant archivedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> formerNames)
        implements Change {

    /** A node of a former version writes none. */
    public RoomState {
        formerNames = Objects.requireNonNullElse(formerNames, List.of());
    }
}
