package chat.parley.message;

import chat.parley.roomlog.MessageRow;
import chat.parley.roomlog.state.MessageState;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message with the room that it is in.
 *
 * @param authorName the author's display name
 * @param authorAvatar the id of the author's profile picture; written only if there is one
 */
public record LocatedMessage(
        MessageLocation room,
        String authorName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String authorAvatar,
        MessageState message) {

    /**
     * The leading columns of statements over {@code room r}, {@code message m} and its author's {@code account a} whose
     * rows {@link #of} reads.
     */
    public static final String COLUMNS = MessageRow.COLUMNS
            + ", a.display_name as author_name, a.avatar_id as author_avatar, " + MessageLocation.COLUMNS;

    public static LocatedMessage of(Readable row) {
        return new LocatedMessage(
                MessageLocation.of(row),
                Objects.requireNonNull(row.get("author_name", String.class)),
                row.get("author_avatar", String.class),
                MessageRow.of(row).state());
    }
}
