package chat.parley.blob;

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
     * Stores the bytes durably and replaces an earlier attempt with this id. Passes on errors of the pieces. After an error,
     * a cancellation or a crash, a part may remain until {@link #delete}.
     */
    Mono<Void> write(String id, Flux<byte[]> pieces);

    /**
     * Reads a range.
     *
     * @param from the first byte, from 0
     * @param length how many; the range lies within the blob
     * @return an error if there are fewer bytes
     */
    Flux<byte[]> read(String id, long from, long length);

    /** Removes the bytes or a remaining part. */
    Mono<Void> delete(String id);

    /** Returns the stored length; empty if nothing or only a part is stored. */
    Mono<Long> size(String id);

    /** Returns the free space, {@link Long#MAX_VALUE} if unknown. */
    Mono<Long> free();
}
