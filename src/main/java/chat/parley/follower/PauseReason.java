package chat.parley.follower;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a follower is paused. */
public enum PauseReason {
    /** Somebody paused it. */
    REQUESTED,
    /** Every attempt has failed for longer than {@code parley.followers.pause-after}. */
    FAILING,
    /** The receiver wants no more pages. */
    GONE,
    /** Its account, or its creator, can no longer read the room, or the room no longer exists. */
    ACCESS_LOST;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PauseReason ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
