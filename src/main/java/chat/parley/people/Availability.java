package chat.parley.people;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether an account can be reached now, in any room or none. */
public enum Availability {
    /** It has a connection on which somebody was active recently. */
    ONLINE,
    /** It has connections, but nobody was active on any of them for a while. */
    AWAY,
    OFFLINE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
