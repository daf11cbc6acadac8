package chat.parley.roomlog;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** Reads columns by name that are never null. */
final class Columns {

    private Columns() {}

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }
}
