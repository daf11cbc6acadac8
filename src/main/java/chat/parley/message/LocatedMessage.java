package chat.parley.message;

import chat.parley.roomlog.MessageRow;
import chat.parley.roomlog.state.MessageState;
import io.r2dbc.spi.Readable;
import java.util.Objects;

/**
 * A message with the room that it is in.
 *
 * @param authorName the author's display name
 */
public record LocatedMessage(MessageLocation room, String authorName, MessageState message) {

    /**
     * The leading columns of statements over {@code room r}, {@code message m} and its author's {@code account a} whose
     * rows {@link #of} reads.
     */
    public static final String COLUMNS =
            MessageRow.COLUMNS + ", a.display_name as author_name, " + MessageLocation.COLUMNS;

    public static LocatedMessage of(Readable row) {
        return new LocatedMessage(
                MessageLocation.of(row),
                Objects.requireNonNull(row.get("author_name", String.class)),
                MessageRow.of(row).state());
    }
}
