package chat.parley.gateway;

import chat.parley.hub.Batch;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/**
 * The way of frames to one socket: all that the gateway needs of the transport for writing. Frames arrive in the order in
 * which they are written, and whole. A wire never refuses what is written to it, so whoever writes asks before each batch
 * whether it is ready; that is what bounds the memory of a socket that takes nothing.
 *
 * <p>Everything is called on the connection's event loop.
 */
interface Wire {

    /**
     * Opens the wire.
     *
     * @param ready is run on the loop when the wire takes something after it took nothing
     * @return completes after {@link #finish}; fails when the socket is gone before, so that nobody goes on waiting for what
     *     it would have taken
     */
    Mono<Void> open(Runnable ready);

    /** Where to gather what is written: see {@link chat.parley.hub.Reader#turns}. */
    Executor turns();

    /** Whether it takes a batch now. */
    boolean ready();

    void write(Batch batch);

    /** Nothing more is written; completes what {@link #open} has returned. */
    void finish();
}
