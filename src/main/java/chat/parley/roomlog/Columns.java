package chat.parley.roomlog;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** Reads columns that are never null, by name, or by index where many rows with many columns are read. */
final class Columns {

    private Columns() {}

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    static String text(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    static long number(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
