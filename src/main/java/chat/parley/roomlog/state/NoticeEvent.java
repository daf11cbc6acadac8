package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event in a room, or several similar ones in succession. It does not contain the new name or topic of the room, so
 * a text that a moderator has replaced is no longer shown.
 *
 * @param by the username of the account that did it to others or to the room; null if people did it themselves
 * @param names the usernames of the first people concerned; written only if there are any
 * @param count the number of people concerned, which can be more than there are names; the number of events of kind
 *     {@link Kind#EARLIER}; 0 for the room itself
 * @param at when the first of them happened
 */
public record NoticeEvent(
        Kind kind,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String by,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> names,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int count,
        Instant at) {

    /** The kinds of events; the wire form is the name in lower case. */
    public enum Kind {
        /** Replaces the first events, of which only the number is kept. */
        EARLIER,
        JOINED,
        ADDED,
        LEFT,
        REMOVED,
        RENAMED,
        TOPIC;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public NoticeEvent {
        names = Objects.requireNonNullElse(names, List.of());
    }

    /** @param by null if the person did it */
    public static NoticeEvent of(Kind kind, @Nullable String by, String name, Instant at) {
        return new NoticeEvent(kind, by, List.of(name), 1, at);
    }

    /** Returns an event that concerns the room itself. */
    public static NoticeEvent ofRoom(Kind kind, String by, Instant at) {
        return new NoticeEvent(kind, by, List.of(), 0, at);
    }
}
