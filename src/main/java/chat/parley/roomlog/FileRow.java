package chat.parley.roomlog;

import chat.parley.roomlog.state.FileState;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code file}.
 *
 * @param seq the number of its message; null before it is posted
 */
record FileRow(String room, long author, @Nullable Long seq, FileState state) {

    static final String COLUMNS =
            "f.room_id, f.author_id, f.seq, f.id, f.name, f.type, f.bytes, f.width, f.height, f.preview_id, f.alt";

    static FileRow of(Readable row) {
        return new FileRow(
                Columns.text(row, 0),
                Columns.number(row, 1),
                row.get(2, Long.class),
                new FileState(
                        Columns.text(row, 3),
                        Columns.text(row, 4),
                        Columns.text(row, 5),
                        Columns.number(row, 6),
                        row.get(7, Integer.class),
                        row.get(8, Integer.class),
                        row.get(9, String.class) != null,
                        row.get(10, String.class)));
    }

    FileRow in(long message) {
        return new FileRow(room, author, message, state);
    }
}
