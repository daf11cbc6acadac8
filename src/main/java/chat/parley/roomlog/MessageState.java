package chat.parley.roomlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as everybody sees it.
 *
 * @param text null once it is deleted
 * @param deleted written only when true
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
        String nonce)
        implements Change {}
