package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an account is in a room, from the most powerful down. */
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
