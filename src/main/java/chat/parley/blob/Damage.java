package chat.parley.blob;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An inconsistency between messages, files and stored bytes.
 *
 * @param blob the id under which the bytes are, or should be, in the store
 * @param file the file; null if no row leads to one
 * @param room the room of the file or the message
 * @param seq the message
 */
public record Damage(
        Kind kind,
        @Nullable String blob,
        @Nullable String file,
        @Nullable String room,
        @Nullable Long seq) {

    public enum Kind {
        /** A message names a file that does not exist, or that belongs to another message. */
        FILE_MISSING,
        /** A file belongs to a message that does not exist or does not name it. */
        MESSAGE_MISSING,
        /** The blob of a file or of its preview has no row. */
        BLOB_MISSING,
        /** A file and its blob disagree about the length or the hash. */
        ROWS_DIFFER,
        /** A message names a file whose row or bytes are about to be removed. */
        EXPIRES,
        /** No message names a file, or no file names a blob, but it is never removed. */
        UNUSED,
        /** A blob has no bytes. */
        BYTES_MISSING,
        /** A blob has more or fewer bytes than its row says. */
        LENGTH_DIFFERS,
        /** The hash of a blob's bytes is not that of its row. */
        HASH_DIFFERS,
        /** There are bytes without a row. */
        ROW_MISSING;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Damage ofBlob(Kind kind, String blob) {
        return new Damage(kind, blob, null, null, null);
    }

    /** Returns a copy with the file that uses the blob. */
    public Damage of(String usingFile, String roomId, @Nullable Long message) {
        return new Damage(kind, blob, usingFile, roomId, message);
    }
}
