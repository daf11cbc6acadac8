package chat.parley.reminder;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored reminder.
 *
 * @param text may be empty if there is a message
 * @param room the room of the message; null, as are seq and link, if there is only a text
 * @param sent whether it was sent
 * @param link the permanent link of the message; null if the address of this site was not known
 */
record Reminder(
        long id,
        long account,
        Instant due,
        String text,
        @Nullable String room,
        @Nullable Long seq,
        @Nullable String link,
        boolean sent) {

    /** The columns over {@code reminder n} that {@link #of} reads. */
    static final String COLUMNS =
            "n.id, n.account_id, n.due, n.text, n.room_id, n.seq, n.link, n.sent_at is not null as sent";

    static Reminder of(Readable row) {
        return new Reminder(
                required(row, "id", Long.class),
                required(row, "account_id", Long.class),
                required(row, "due", Instant.class),
                required(row, "text", String.class),
                row.get("room_id", String.class),
                row.get("seq", Long.class),
                row.get("link", String.class),
                required(row, "sent", Boolean.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
