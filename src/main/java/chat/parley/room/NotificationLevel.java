package chat.parley.room;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages of a room of which a member wants to be notified. */
public enum NotificationLevel {
    ALL,
    MENTIONS,
    NONE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<NotificationLevel> of(String wire) {
        return Stream.of(values()).filter(level -> level.wire().equals(wire)).findFirst();
    }
}
