package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a room itself, as every member sees it.
 *
 * @param formerNames the room's former names, the newest first; written only if there are any
 * @param previews whether links get previews
 * @param people the members of a direct conversation, in order; written only for such a room
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> formerNames,
        Boolean previews)
        implements Change {

    /** Older nodes do not send former names or whether links get previews. */
    public RoomState {
        formerNames = Objects.requireNonNullElse(formerNames, List.of());
        previews = Objects.requireNonNullElse(previews, true);
    }
}
