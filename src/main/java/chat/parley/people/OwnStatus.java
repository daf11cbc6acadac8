package chat.parley.people;

import chat.parley.account.Status;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An account's own status.
 *
 * @param now the time by which a status ends
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OwnStatus(
        @Nullable String text,
        @Nullable String emoji,
        @Nullable Instant until,
        boolean doNotDisturb,
        @Nullable Instant doNotDisturbUntil,
        Instant now) {

    static OwnStatus of(Status status, Instant now) {
        return new OwnStatus(
                status.text(),
                status.emoji(),
                status.until(),
                status.doNotDisturb(),
                status.doNotDisturbUntil(),
                now.truncatedTo(ChronoUnit.MILLIS));
    }
}
