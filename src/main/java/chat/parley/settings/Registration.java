package chat.parley.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may make an account. The first one can be made in any case. */
public enum Registration {
    OPEN,
    /** Who has an invite of an administrator. */
    INVITATION,
    /** Administrators alone make accounts. */
    CLOSED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Registration> of(String wire) {
        return Stream.of(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
