package chat.parley.file;

import chat.parley.roomlog.state.FileState;
import io.r2dbc.spi.Readable;
import java.util.Objects;
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
            f.id, f.name, f.type, f.bytes, f.width, f.height, f.room_id, f.author_id, f.nonce, f.hash, f.blob_id,
            f.preview_id, f.preview_type, f.seq, f.alt""";

    static StoredFile of(Readable row) {
        String preview = row.get(11, String.class);
        return new StoredFile(
                new FileState(
                        text(row, 0),
                        text(row, 1),
                        text(row, 2),
                        number(row, 3),
                        row.get(4, Integer.class),
                        row.get(5, Integer.class),
                        preview != null,
                        row.get(14, String.class)),
                text(row, 6),
                number(row, 7),
                text(row, 8),
                text(row, 9),
                text(row, 10),
                preview,
                row.get(12, String.class),
                row.get(13, Long.class));
    }

    private static String text(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    /** Returns whether an upload with the same nonce is a repetition. */
    boolean isSameAs(StoredFile other) {
        return hash.equals(other.hash) && state.name().equals(other.state.name());
    }

    boolean posted() {
        return seq != null;
    }
}
