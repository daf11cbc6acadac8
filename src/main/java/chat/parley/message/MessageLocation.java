package chat.parley.message;

import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.RoomKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The room of a message that is shown outside of it.
 *
 * @param people the members of a direct conversation; written only for such a room
 */
public record MessageLocation(
        String id,
        @Nullable String name,
        String title,
        RoomKind kind,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> people) {

    /** The columns over {@code room r} that {@link #of} reads. */
    static final String COLUMNS =
            "r.id as place_id, r.name as place_name, r.title as place_title, r.kind as place_kind,"
                    + " r.people as place_people";

    static MessageLocation of(Readable row) {
        return new MessageLocation(
                Objects.requireNonNull(row.get("place_id", String.class)),
                row.get("place_name", String.class),
                Objects.requireNonNull(row.get("place_title", String.class)),
                RoomKind.of(Objects.requireNonNull(row.get("place_kind", String.class))),
                RoomRow.people(row.get("place_people", String.class)));
    }
}
