package chat.parley.blob;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Compares rows or bytes of one subject with what belongs to them, in pages by key. Changes nothing. Concurrent
 * changes are not damage: an inconsistency between two statements is checked again before it is reported.
 */
public interface Inspection {

    /** The subjects, in the order in which they are inspected. */
    enum Subject {
        FILES,
        MESSAGES,
        PREVIEWS,
        USES,
        BLOBS,
        STORED
    }

    Subject subject();

    /**
     * Inspects a page in bounded memory. Fails if the database or the store does.
     *
     * @param after where the previous page ended; empty for the first page
     * @param hashes whether to read and hash the bytes of blobs
     */
    Mono<Page> page(String after, boolean hashes);

    /**
     * @param checked the number of rows or blobs that were compared
     * @param bytes the number of bytes that were read
     * @param next where the page ended; null for the last page
     */
    record Page(
            List<Damage> damages,
            long checked,
            long bytes,
            @Nullable String next) {}
}
