package chat.parley.hub;

import java.util.concurrent.Executor;

/** A connection, as the hub sees it. Everything is called on its own loop, one call at a time. */
public interface Reader {

    /** The connection's event loop: runs tasks one after the other, in order. */
    Executor loop();

    /**
     * Where the work of delivering runs: on the loop, like everything, but what comes while the loop sends much may wait
     * for a moment, so that it goes out together. The same for all readers of a loop.
     */
    Executor turns();

    /** Whose connection it is. */
    String username();

    Dialect dialect();

    /** The cursor has frames to take, or has ended. */
    void ready(Cursor cursor);

    /** What a signal says; a connection that is behind may drop it. */
    void signal(Cursor cursor, Batch frames);

    /** Serving the cursor failed, which is a defect: the connection should end, so that its client resumes. */
    void failed(Cursor cursor, RuntimeException failure);
}
