package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The visibility of a room: everybody, its members, or the accounts of a direct conversation. */
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
