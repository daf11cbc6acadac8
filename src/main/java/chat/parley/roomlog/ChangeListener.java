package chat.parley.roomlog;

import java.util.List;

/**
 * Hears of what this node has committed, at once. Called once per room and transaction, after the commit and before any
 * answer, on the log's own thread, in revision order for each room. Must not wait and must not throw.
 */
public interface ChangeListener {

    void committed(String room, List<Entry> entries);
}
