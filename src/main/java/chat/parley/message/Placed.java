package chat.parley.message;

import chat.parley.roomlog.MessageRow;
import chat.parley.roomlog.MessageState;
import io.r2dbc.spi.Readable;
import java.util.Objects;

/**
 * A message and where it stands.
 *
 * @param authorName by which its author is shown
 */
public record Placed(Place room, String authorName, MessageState message) {

    /** The first columns of a statement whose rows {@link #of} reads, of {@code room r}, {@code message m} and {@code account a}, its author. */
    static final String COLUMNS = MessageRow.COLUMNS + ", a.display_name as author_name, " + Place.COLUMNS;

    static Placed of(Readable row) {
        return new Placed(
                Place.of(row),
                Objects.requireNonNull(row.get("author_name", String.class)),
                MessageRow.of(row).state());
    }
}
