package chat.parley.hub;

import chat.parley.transport.FrameBatch;
import java.util.concurrent.Executor;

/** A connection as the hub sees it. All methods are called on its own loop, one call at a time. */
public interface RoomSubscriber {

    /** Returns the connection's event loop, which runs tasks sequentially and in order. */
    Executor loop();

    /**
     * Returns the executor for delivery. It also runs on the loop, but may delay tasks briefly under load so that more
     * frames are sent together. All readers on a loop share it.
     */
    Executor deliveryExecutor();

    /** Returns the username of the connection's account. */
    String username();

    Dialect dialect();

    /** Notifies that the cursor has frames to take or has ended. */
    void ready(Cursor cursor);

    /** Sends a signal; a connection that is behind may drop it. */
    void signal(Cursor cursor, FrameBatch frames);

    /** Reports an unexpected failure to serve the cursor. The connection should end, so that its client resumes. */
    void failed(Cursor cursor, RuntimeException failure);
}
