package chat.parley.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The policy for creating accounts. The first account can always be created. */
public enum Registration {
    OPEN,
    /** Requires an administrator's invite. */
    INVITATION,
    /** Only administrators create accounts. */
    CLOSED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Registration> of(String wire) {
        return Stream.of(values())
                .filter(registration -> registration.wire().equals(wire))
                .findFirst();
    }
}
