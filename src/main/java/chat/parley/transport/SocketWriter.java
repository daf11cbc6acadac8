package chat.parley.transport;

import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/**
 * Writes frames to one socket. Frames are sent whole and in the order in which they are written. Writing is never
 * refused, so callers must check {@link #ready} before each batch; this bounds the memory of a blocked socket.
 *
 * <p>All methods are called on the connection's event loop.
 */
public interface SocketWriter {

    /**
     * Opens the writer.
     *
     * @param ready run on the loop when the writer becomes ready again
     * @return completes after {@link #finish}; fails if the socket is lost before that, so that pending frames are not
     *     awaited forever
     */
    Mono<Void> open(Runnable ready);

    /** Returns the executor that groups writes; see {@link chat.parley.hub.RoomSubscriber#deliveryExecutor}. */
    Executor deliveryExecutor();

    /** Returns whether a batch can be written now. */
    boolean ready();

    void write(FrameBatch batch);

    /** Finishes writing and completes the Mono that {@link #open} returned. */
    void finish();
}
