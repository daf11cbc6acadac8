package chat.parley.roomlog;

import chat.parley.database.RowReader;
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
        RowReader columns = new RowReader(row);
        return new FileRow(
                columns.text(),
                columns.number(),
                columns.optionalNumber(),
                new FileState(
                        columns.text(),
                        columns.text(),
                        columns.text(),
                        columns.number(),
                        columns.optionalInteger(),
                        columns.optionalInteger(),
                        columns.optionalText() != null,
                        columns.optionalText()));
    }

    FileRow in(long message) {
        return new FileRow(room, author, message, state);
    }
}
