package chat.parley.push;

import chat.parley.roomlog.state.RoomKind;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a browser receives, encrypted.
 *
 * @param room null in a test message
 * @param seq the number of the newest message that the notification is about; for {@link Kind#READ}, the one up to
 *     which nothing is to be shown
 * @param silent whether only what is shown changes, such as after an edit; written only when true
 * @param name the display name of the author; only if the subscription contains texts
 * @param text the beginning of the message; likewise
 * @param files whether the message has files and no text; likewise
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record PushMessage(
        Kind kind,
        @Nullable String room,
        long seq,
        boolean silent,
        @Nullable String name,
        @Nullable String text,
        boolean files) {

    static final PushMessage TEST = new PushMessage(Kind.TEST, null, 0, false, null, null, false);

    enum Kind {
        DIRECT("high"),
        MENTION("high"),
        MESSAGE("normal"),
        /** Withdraws the notification of the room. */
        READ("normal"),
        TEST("high");

        private final String urgency;

        Kind(String urgency) {
            this.urgency = urgency;
        }

        static Kind of(RoomKind room, boolean mentioned) {
            if (room == RoomKind.DIRECT) {
                return DIRECT;
            }
            return mentioned ? MENTION : MESSAGE;
        }

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static PushMessage read(String room, long seq) {
        return new PushMessage(Kind.READ, room, seq, true, null, null, false);
    }

    /** Returns the urgency in the terms of RFC 8030, section 5.3. */
    @JsonIgnore
    String urgency() {
        return kind.urgency;
    }
}
