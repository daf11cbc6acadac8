package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may know of a room: everybody, its members, or the few people of a direct conversation. */
public enum RoomKind {
    PUBLIC,
    PRIVATE,
    DIRECT;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RoomKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
