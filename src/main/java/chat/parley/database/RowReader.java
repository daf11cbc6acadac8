package chat.parley.database;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a row in their order, so that a statement and the code that reads its rows need only list them in
 * the same order. It reads by index, because H2's driver folds and looks up a column name twice for each value.
 */
public final class RowReader {

    private final Readable row;
    private int next;

    public RowReader(Readable row) {
        this.row = row;
    }

    public String text() {
        return Objects.requireNonNull(optionalText());
    }

    public @Nullable String optionalText() {
        return row.get(next++, String.class);
    }

    public long number() {
        return Objects.requireNonNull(optionalNumber());
    }

    public @Nullable Long optionalNumber() {
        return row.get(next++, Long.class);
    }

    public int integer() {
        return Objects.requireNonNull(optionalInteger());
    }

    public @Nullable Integer optionalInteger() {
        return row.get(next++, Integer.class);
    }

    public Instant instant() {
        return Objects.requireNonNull(optionalInstant());
    }

    public @Nullable Instant optionalInstant() {
        return row.get(next++, Instant.class);
    }

    /** Returns false for null. */
    public boolean flag() {
        return Boolean.TRUE.equals(row.get(next++, Boolean.class));
    }
}
