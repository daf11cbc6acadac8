package chat.parley.message;

import chat.parley.roomlog.RoomKind;
import chat.parley.roomlog.RoomRow;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a message stands, for who reads it elsewhere.
 *
 * @param people who belongs to a direct conversation; written only for such a room
 */
public record Place(
        String id,
        @Nullable String name,
        String title,
        RoomKind kind,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> people) {

    /** The columns that {@link #of} reads, of {@code room r}. */
    static final String COLUMNS =
            "r.id as place_id, r.name as place_name, r.title as place_title, r.kind as place_kind,"
                    + " r.people as place_people";

    static Place of(Readable row) {
        return new Place(
                Objects.requireNonNull(row.get("place_id", String.class)),
                row.get("place_name", String.class),
                Objects.requireNonNull(row.get("place_title", String.class)),
                RoomKind.of(Objects.requireNonNull(row.get("place_kind", String.class))),
                RoomRow.people(row.get("place_people", String.class)));
    }
}
