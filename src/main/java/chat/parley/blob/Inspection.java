package chat.parley.blob;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Compares rows or bytes of one subject with what belongs to them, in pages by key. Changes nothing. What changes meanwhile is
 * no damage: a contradiction between two statements is checked again before it is reported.
 */
public interface Inspection {

    /** What is inspected, in this order. */
    enum Subject {
        FILES,
        MESSAGES,
        USES,
        BLOBS,
        STORED
    }

    Subject subject();

    /**
     * Inspects a page in bounded memory. Fails if the database or the store does.
     *
     * @param after where the page before ended; empty for the first page
     * @param hashes whether to read and hash the bytes of blobs
     */
    Mono<Page> page(String after, boolean hashes);

    /**
     * @param checked how many rows or blobs were compared
     * @param bytes how many bytes were read
     * @param next where the page ended; null for the last page
     */
    record Page(
            List<Damage> damages,
            long checked,
            long bytes,
            @Nullable String next) {}
}
