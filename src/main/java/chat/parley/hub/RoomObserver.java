package chat.parley.hub;

import chat.parley.roomlog.EncodedChange;
import java.util.List;

/**
 * Receives a live room's changes and signals without being one of its readers: it has no cursor, takes no frames and
 * cannot slow down delivery.
 *
 * <p>Order: every change once and in revision order, from the moment the room is live; rows that changed several times
 * while the node was behind arrive once, in their newest state. Threads: called under the room's lock on the thread
 * that brings the change, so implementations must only record it and return.
 */
public interface RoomObserver {

    void changed(List<EncodedChange> entries);

    /** Called for each signal, in no particular order and on any thread. Signals may be lost. */
    void signalled(Signal signal);
}
