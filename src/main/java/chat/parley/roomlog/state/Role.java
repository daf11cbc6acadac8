package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The role of a member in a room, from the most to the least powerful. */
public enum Role {
    OWNER,
    MODERATOR,
    MEMBER;

    public boolean atLeast(Role other) {
        return compareTo(other) <= 0;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
