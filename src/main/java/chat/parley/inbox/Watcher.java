package chat.parley.inbox;

import java.util.concurrent.Executor;

/** A connection, as the inbox sees it. Everything but {@link #loop} and {@link #username} is called on its own loop. */
public interface Watcher {

    /** The connection's event loop: runs tasks one after the other, in order. */
    Executor loop();

    String username();

    /** Whether the room's changes reach the connection anyway. */
    boolean open(String room);

    /** {@link Watch#next} has something to say. */
    void newsWaits();
}
