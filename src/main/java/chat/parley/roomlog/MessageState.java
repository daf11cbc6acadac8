package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as everybody sees it.
 *
 * @param text null once it is deleted
 * @param deleted written only when true
 * @param mentions the members whom the text calls
 * @param here whether it calls everybody in the room; written only when true
 */
public record MessageState(
        long seq,
        long revision,
        String author,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text,
        Instant at,
        @Nullable Instant editedAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted,
        @Nullable Long replyTo,
        String nonce,
        List<Reaction> reactions,
        List<String> mentions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean here)
        implements Change {

    /** A node of a version that knows neither reactions nor mentions leaves them out. */
    public MessageState {
        reactions = Objects.requireNonNullElse(reactions, List.of());
        mentions = Objects.requireNonNullElse(mentions, List.of());
    }
}
