package chat.parley.inbox;

import java.util.concurrent.Executor;

/**
 * A connection with a subscription to its account's rooms. All methods except {@link #loop} and {@link #username} are
 * called on the connection's event loop.
 */
public interface InboxSubscriber {

    /** Returns the connection's event loop, which runs tasks one at a time, in order. */
    Executor loop();

    String username();

    /** Whether the room is open on the connection, which then receives its changes anyway. */
    boolean isOpen(String room);

    /** Called when {@link InboxSubscription#next} has an update. */
    void updatesPending();
}
