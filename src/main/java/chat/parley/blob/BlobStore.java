package chat.parley.blob;

import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores immutable bytes by id.
 *
 * <p>Memory is constant, regardless of the length: both directions move pieces of at most {@link #PIECE} bytes with
 * back-pressure. Cancelling ends the work and closes open files.
 */
interface BlobStore {

    int PIECE = 64 * 1024;

    /**
     * Stores the bytes durably and replaces an earlier attempt with this id. Propagates errors of the pieces. After an
     * error, a cancellation or a crash, a part may remain until {@link #delete}.
     */
    Mono<Void> write(String id, Flux<byte[]> pieces);

    /**
     * Reads a range.
     *
     * @param from the first byte, from 0
     * @param length the number of bytes; the range lies within the blob
     * @return the bytes; fails with {@link TruncatedBlobException} if there are fewer, and with
     *     {@link MissingBlobException} if there are none
     */
    Flux<byte[]> read(String id, long from, long length);

    /** Removes the bytes or a remaining part. */
    Mono<Void> delete(String id);

    /** Returns the stored length; empty if nothing or only a part is stored. */
    Mono<Long> size(String id);

    /**
     * Lists what is stored, remaining parts included, in an order that does not change.
     *
     * @param after the id after which the list begins; empty for the first
     */
    Flux<String> list(String after, int limit);

    /** Fails if the store does not work. */
    default Mono<Void> check() {
        return Mono.empty();
    }

    /** Describes for operators why the store does not work, as far as this node knows; empty if it works. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Returns the free space, {@link Long#MAX_VALUE} if unknown. */
    Mono<Long> free();
}
