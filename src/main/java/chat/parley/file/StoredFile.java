package chat.parley.file;

import chat.parley.database.RowReader;
import chat.parley.roomlog.state.FileState;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code file}.
 *
 * @param hash SHA-256 of the stored bytes, in hexadecimal digits
 * @param seq the number of its message; null before it is posted
 */
record StoredFile(
        FileState state,
        String room,
        long author,
        String nonce,
        String hash,
        String blob,
        @Nullable String preview,
        @Nullable String previewType,
        @Nullable Long seq) {

    static final String COLUMNS = """
            f.preview_id, f.preview_type, f.id, f.name, f.type, f.bytes, f.width, f.height, f.alt, f.room_id,
            f.author_id, f.nonce, f.hash, f.blob_id, f.seq""";

    static StoredFile of(Readable row) {
        RowReader columns = new RowReader(row);
        String preview = columns.optionalText();
        String previewType = columns.optionalText();
        return new StoredFile(
                new FileState(
                        columns.text(),
                        columns.text(),
                        columns.text(),
                        columns.number(),
                        columns.optionalInteger(),
                        columns.optionalInteger(),
                        preview != null,
                        columns.optionalText()),
                columns.text(),
                columns.number(),
                columns.text(),
                columns.text(),
                columns.text(),
                preview,
                previewType,
                columns.optionalNumber());
    }

    /** Returns whether an upload with the same nonce is a repetition. */
    boolean isSameAs(StoredFile other) {
        return hash.equals(other.hash) && state.name().equals(other.state.name());
    }

    boolean posted() {
        return seq != null;
    }
}
